#pragma once
/// PostgreSQL's standard_conforming_strings: while it is off, backslashes escape in every literal.

#include "sql/commands.hpp"

#include <gander/report.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace gander::sql {

/// Whether this word, outside of literals and comments, may begin such a change: worth a closer look.
bool hints_at_conforming(std::string_view word) noexcept;

/// What the literals of the statements behind this one are like: with backslashes, without, or as before
/// (empty). All of its own commands are as before, since the server reads the whole text before it runs any.
/// SET LOCAL counts in a file that runs in a transaction.
std::optional<bool> backslashes_after(std::vector<Command> const &all, std::string_view text, TxMode tx);

} // namespace gander::sql
