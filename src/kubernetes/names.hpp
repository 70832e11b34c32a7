#pragma once
/// Names of objects, which the API holds to a few letters and lengths.

#include <cstdint>
#include <string>
#include <string_view>

namespace gander::kubernetes {

/// Ten letters and digits that tell one content from another; the same on every machine. It tells names apart
/// and protects nothing: who may write manifests needs no second content with the same ones.
class Digest
{
public:
    /// Each text counts with its length, so that "a" and "bc" are not "ab" and "c".
    Digest &add(std::string_view text);
    std::string text() const;

private:
    void feed(std::string_view bytes);

    std::uint64_t m_state = 0xCBF29CE484222325; // FNV-1a's own beginning
};

/// `prefix-digest`, the prefix shortened so that a pod's label can hold the name.
std::string hashed_name(std::string_view prefix, Digest const &digest);

/// `name-suffix`, the name shortened in the same way.
std::string with_suffix(std::string_view name, std::string_view suffix);

/// Why this is no name of an object (RFC 1123 label: a-z, 0-9, '-', at most 63); empty when it is one.
std::string name_problem(std::string_view name);

} // namespace gander::kubernetes
