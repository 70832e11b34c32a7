#include "schema/dropped.hpp"

#include "schema/words.hpp"

#include <algorithm>
#include <utility>

namespace gander::schema {

namespace {

/// Of a function, only that one of its name is there can be told; an extension may be another's need; and a
/// serial column makes a sequence of such a name.
bool can_be_told(Object const &object)
{
    return object.kind != ObjectKind::function && object.kind != ObjectKind::extension &&
           (object.kind != ObjectKind::sequence || object.name.find("_seq") == std::string::npos);
}

bool is_same_or_its_index(Entry const &entry, Object object)
{
    if (object.kind == ObjectKind::index && entry.has_index) {
        object.kind = ObjectKind::constraint;
    }
    return entry.object == object;
}

} // namespace

void Dropped::add(Entry const &entry, Place place)
{
    if (entry.object.of.empty()) {
        forget_parts(name_of(entry));
    }
    if (!entry.doubtful && can_be_told(entry.object)) {
        m_objects.push_back({entry.object, std::move(place)});
    }
}

void Dropped::forget(std::function<bool(Object const &)> const &which)
{
    std::erase_if(m_objects, [&](Expected const &each) { return which(each.object); });
}

void Dropped::forget_parts(Name const &of)
{
    forget([&](Object const &object) { return object.of == of.name && object.schema == of.schema; });
}

void Dropped::forget_named(std::string_view text)
{
    auto const words = words_of(text);
    forget([&](Object const &object) {
        return words.contains(object.name) || text.find('"' + object.name + '"') != std::string_view::npos;
    });
}

std::vector<Expected> Dropped::take(std::vector<Entry> const &there)
{
    forget([&](Object const &object) {
        return std::ranges::any_of(there,
                                   [&](Entry const &entry) { return is_same_or_its_index(entry, object); });
    });
    return std::move(m_objects);
}

} // namespace gander::schema
