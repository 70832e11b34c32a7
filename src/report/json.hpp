#pragma once
/// The engine's values as JSON documents, one line each, with `schema` as their first field. docs/json.md is
/// the contract: fields are added, never changed or removed while `schema` stays the same.

#include <gander/database.hpp>
#include <gander/error.hpp>
#include <gander/files.hpp>
#include <gander/migrator.hpp>
#include <gander/report.hpp>

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gander::report {

// Each takes the command's name, which becomes the field `command`. A subset is one of a command that could
// have left something out; of everything it is empty.

std::string json_report(std::string_view command, Report const &report,
                        std::optional<Subset> const &subset = {});
std::string json_sources(std::string_view command, std::vector<Source> const &sources);
/// Also of one that was refused because something is missing.
std::string json_adoption(std::string_view command, Adoption const &adoption);
std::string json_plan(std::string_view command, Plan const &plan, bool with_sql);
std::string json_status(std::string_view command, std::vector<Status> const &rows);
std::string json_version(std::string_view command, Version version);
/// `answer` says what is lacking; empty: the requirement is met.
std::string json_gate(std::string_view command, Requirement const &required, std::string_view directory,
                      std::string_view answer);
/// Also of one that has not passed.
std::string json_verification(std::string_view command, Verification const &result);
std::string json_test_database(std::string_view command, TestDatabase const &database);
std::string json_dropped(std::string_view command, std::vector<std::string> const &databases);
std::string json_validation(std::string_view command, Validation const &validation);
std::string json_answer(std::string_view command, Peer const &peer, std::chrono::nanoseconds waited);
std::string json_created(std::string_view command, std::string_view path);
std::string json_renamed(std::string_view command, std::vector<Rename> const &renames);
/// An empty path is one that was not made.
std::string json_installed(std::string_view command, std::string_view gander, std::string_view goose);
std::string json_drivers(std::string_view command, std::span<DriverWord const> words);
std::string json_environment(std::string_view command,
                             std::span<std::pair<std::string, std::string> const> variables);

/// Any Error; a MigrationError brings its report, a ParseError its problems, an SqlError its diagnostic.
std::string json_error(std::string_view command, Error const &error, int exit_code,
                       std::optional<Subset> const &subset = {});

} // namespace gander::report
