#include <gander/testing/round_trip.hpp>

#include <fmt/format.h>

namespace gander::testing {

std::string to_string(RoundTripFault const &fault)
{
    bool const down = fault.direction == Direction::down;
    auto const &path = fault.migration.path;
    if (!fault.error.empty()) {
        return fmt::format("{}: its {} fails: {}", path, down ? "Down" : "Up", fault.error);
    }
    std::string text = path.empty()
                           ? down ? "all of them, one after the other, do not lead back:"
                                  : "all of them, one after the other, are not the same the second time:"
                       : down ? path + ": its Down does not lead back:"
                              : path + ": its Up is not the same the second time:";
    for (auto const &difference : fault.differences) {
        auto const &[object, left, right] = difference;
        text += !right  ? fmt::format("\n  {} is gone", object)
                : !left ? fmt::format("\n  {} is left over", object)
                        : fmt::format("\n  {} was {}, and is {}", object, *left, *right);
    }
    return text;
}

} // namespace gander::testing
