#pragma once
/// `$VAR` and `${VAR…}` in the lines of a file, while `-- +goose ENVSUB ON` holds.

#include "sql/parse.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gander::sql {

enum class EnvsubRules : std::uint8_t {
    goose, ///< goose 3.29 to the letter: no `${VAR:?message}`, and bytes that are not UTF-8 become U+FFFD
    gander ///< with `${VAR:?message}`, and every byte kept
};

/// What cannot be substituted, and where it stands in the line.
struct EnvsubFault
{
    std::size_t at = 0;     ///< byte offset of the `$`
    std::size_t length = 1; ///< bytes up to where reading it ended
    std::string goose{};    ///< goose's words, without `variable substitution failed: `
    std::string message{};
    std::string hint{};
};

struct Substituted
{
    std::string text{}; ///< of no use with a fault
    std::optional<EnvsubFault> fault{};
};

/// One line with its variables replaced. A value is never looked at again for variables of its own.
Substituted substitute(std::string_view line, Variables const &variables, EnvsubRules rules);

} // namespace gander::sql
