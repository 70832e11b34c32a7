#pragma once
/// Every flag there is, once.

#include "cli/flags.hpp"

#include <span>
#include <string_view>

namespace gander::cli {

std::span<FlagSpec const> goose_flags() noexcept; ///< names, types and defaults are goose's
std::span<FlagSpec const> all_flags() noexcept;   ///< these and gander's own

FlagSpec const &flag_named(std::string_view key); ///< which must be in the table

} // namespace gander::cli
