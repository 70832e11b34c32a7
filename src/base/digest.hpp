#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace gander {

/// Ten letters and digits that tell one content from another; the same on every machine. It tells names apart
/// and protects nothing: whoever can choose a content can choose another one with the same ones.
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

} // namespace gander
