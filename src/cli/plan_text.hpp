#pragma once
#include <gander/files.hpp>
#include <gander/report.hpp>

#include <string>
#include <vector>

namespace gander::cli {

/// What a plan would do, a line for each step. With the statements it is an SQL script whose comments say the
/// same.
std::string plan_text(Plan const &plan, bool with_sql, bool versioning);

/// What migration files hold, as a table: type, transaction, statements up and down, name.
std::string file_table(std::vector<FileSummary> const &files);

} // namespace gander::cli
