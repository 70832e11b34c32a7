#pragma once
/// What goose says of an error: its words around ours.

#include <gander/error.hpp>
#include <gander/report.hpp>

#include <string>
#include <string_view>

namespace gander::cli {

/// The whole line for an error of this command, without the time before it.
std::string goose_error_line(std::string_view command, bool versioning, Error const &error);

/// Whether a note is about what the user wrote, a file or a connection string, which goose takes without a
/// word; and not about what happens: the wait for a database, for another run.
bool is_silent_in_goose(std::string_view note);

/// Whether `validate` fails for this: goose does not look for what reads well and will not run well.
bool goose_refuses(Problem const &problem);

/// The line for the first problem that `validate` found.
std::string goose_problem_line(Problem const &problem);

} // namespace gander::cli
