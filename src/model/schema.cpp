#include <gander/schema.hpp>

#include <fmt/format.h>

namespace gander {

std::vector<Difference> compare(Schema const &left, Schema const &right)
{
    std::vector<Difference> differences;
    auto ours = left.definitions.begin();
    auto theirs = right.definitions.begin();
    while (ours != left.definitions.end() || theirs != right.definitions.end()) {
        bool const only_left = theirs == right.definitions.end() ||
                               (ours != left.definitions.end() && ours->object < theirs->object);
        bool const only_right =
            ours == left.definitions.end() || (!only_left && theirs->object < ours->object);
        if (only_left) {
            differences.push_back({.object = ours->object, .left = ours->text});
        } else if (only_right) {
            differences.push_back({.object = theirs->object, .right = theirs->text});
        } else if (ours->text != theirs->text) {
            differences.push_back({.object = ours->object, .left = ours->text, .right = theirs->text});
        }
        ours += only_right ? 0 : 1;
        theirs += only_left ? 0 : 1;
    }
    return differences;
}

std::string to_string(Difference const &difference)
{
    auto const &[object, left, right] = difference;
    if (left && right) {
        return fmt::format("{} differs\n  left:  {}\n  right: {}", object, *left, *right);
    }
    return left ? fmt::format("{} is only in the left one: {}", object, *left)
                : fmt::format("{} is only in the right one: {}", object, right.value_or(""));
}

} // namespace gander
