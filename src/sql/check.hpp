#pragma once
/// Everything that can be said of a migration file without a database: what `validate` reports.

#include "sql/parse.hpp"

#include <gander/files.hpp>

#include <string>
#include <vector>

namespace gander::sql {

struct Checked
{
    FileSummary summary{}; ///< source.version is left at 0
    bool readable = false; ///< the summary's counts are true
    std::vector<Problem> problems{};
};

struct CheckOptions
{
    Syntax syntax{};
    Variables variables = environment();
    bool goose = false; ///< also where goose 3.29 would refuse the file or split it differently
};

/// What parse() finds in both directions, and what reads well but will not run well: BEGIN or COMMIT inside a
/// transactional file, CONCURRENTLY inside a transaction, an empty StatementBegin block, …
Checked check(std::string const &path, std::string const &text, CheckOptions const &options);

} // namespace gander::sql
