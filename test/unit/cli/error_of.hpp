#pragma once
#include <gander/error.hpp>

#include <string>

namespace gander::cli {

/// `usage: WHAT; HINT` of what it throws; empty when it throws nothing.
template<typename Work>
std::string error_of(Work const &work)
{
    try {
        work();
        return {};
    } catch (Error const &error) {
        return std::string(error.code() == Errc::usage ? "usage: " : "not usage: ") + error.what() + "; " +
               error.hint();
    }
}

} // namespace gander::cli
