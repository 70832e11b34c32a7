#pragma once
#include "kubernetes/yaml.hpp"

#include <initializer_list>
#include <string>

namespace gander::kubernetes {

/// What is at the end of these names; null where one of them is not there.
inline Manifest const &at(Manifest const &object, std::initializer_list<char const *> path)
{
    static Manifest const nothing{};
    Manifest const *here = &object;
    for (char const *name : path) {
        if (!here->is_object() || !here->contains(name)) {
            return nothing;
        }
        here = &(*here)[name];
    }
    return *here;
}

/// The same where it is text; else empty.
inline std::string text_at(Manifest const &object, std::initializer_list<char const *> path)
{
    auto const &value = at(object, path);
    return value.is_string() ? value.get<std::string>() : std::string{};
}

inline std::string name_of(Manifest const &object) { return text_at(object, {"metadata", "name"}); }

/// By which objects stand in the order in which they were made; those of one second by their names.
inline std::string age_of(Manifest const &object)
{
    return text_at(object, {"metadata", "creationTimestamp"}) + name_of(object);
}

} // namespace gander::kubernetes
