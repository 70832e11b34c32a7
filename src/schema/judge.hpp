#pragma once
/// What has to be there against what is. Pure.

#include "model/object.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace gander::schema {

struct Verdict
{
    std::size_t found = 0;
    std::vector<Problem> missing{}; ///< of a table that is missing, not its columns too
    std::vector<Problem> undone{};
    std::vector<Problem> unchecked{};
};

/// A hint for what is there, but invalid.
std::string validation(ObjectKind kind);

Verdict judge(Expectation expected, Objects const &present);

} // namespace gander::schema
