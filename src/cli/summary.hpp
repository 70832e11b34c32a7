#pragma once
/// The sentences that end a run. Pure: values in, text out.

#include <gander/error.hpp>
#include <gander/migrator.hpp>
#include <gander/report.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace gander::cli {

std::string file_name(Source const &source); ///< without its directory

/// `host:port`, a socket's path, or a file's.
std::string place_of(Peer const &peer);

/// `1 migration`, `3 migrations`.
std::string counted(std::size_t count, std::string_view noun);

/// goose's line after a run of this command, without the program's name before it; empty where goose has
/// none.
std::string goose_summary(std::string_view command, bool versioning, Report const &report);

/// gander's: what the database is at now.
std::string gander_summary(std::string_view command, bool versioning, Report const &report);

/// What is said instead of the error's own text when a signal (0: none) or -timeout has ended the run; empty
/// for other errors.
std::string stop_text(Error const &error, int signal, std::optional<std::chrono::nanoseconds> timeout);

/// What is so once a requirement is met.
std::string requirement_text(Requirement const &required, std::string_view directory);

/// After a failure: what was done, what failed and what remains of it, what was not reached.
std::string failure_summary(Report const &report, bool versioning, std::string_view command);

} // namespace gander::cli
