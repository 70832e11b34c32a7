#include "cli/goose_text.hpp"

#include "base/quote.hpp"
#include "cli/signals.hpp"
#include "cli/summary.hpp"
#include "cli/target.hpp"
#include "report/text.hpp"

#include <fmt/format.h>

namespace gander::cli {

namespace {

constexpr std::string_view out_of_time = "context deadline exceeded";

bool is_about_files(Errc code)
{
    return code == Errc::no_directory || code == Errc::no_migrations || code == Errc::bad_name ||
           code == Errc::duplicate_version;
}

bool is_about_database(Errc code)
{
    return code == Errc::sql || code == Errc::connection || code == Errc::history ||
           code == Errc::cancelled || code == Errc::lock_timeout || code == Errc::usage;
}

/// Where goose was when it failed, for the commands that say so.
std::string_view wrapper(std::string_view command, bool versioning, Errc code, bool in_step)
{
    if (in_step) {
        return command == "reset" && versioning ? "failed to db-down: " : "";
    }
    auto const collects = command == "reset" || command == "status" || (command == "version" && !versioning);
    if (collects && is_about_files(code)) {
        return "failed to collect migrations: ";
    }
    if (command == "reset" && is_about_database(code)) {
        return "failed to get status of migrations: ";
    }
    return command == "status" && is_about_database(code) ? "failed to ensure DB version: " : "";
}

std::string step_text(MigrationError const &error)
{
    auto const &report = error.report();
    if (!report.failed && (error.code() != Errc::cancelled || report.skipped.empty())) {
        return error.what();
    }
    // goose begins a step before it looks at its clock.
    auto failure =
        report.failed ? *report.failed : Failure{.step = report.skipped.front(), .stage = Stage::begin};
    if (error.code() == Errc::cancelled && Signals::caught() != 0) {
        failure.message = "stopped by " + signal_name(Signals::caught());
    } else if (error.code() == Errc::cancelled) {
        auto const &driver = error.report().peer.driver;
        failure.message = fmt::format("{}{}", driver.starts_with("sqlite") ? "" : "timeout: ", out_of_time);
    }
    return report::failure_line(failure);
}

std::string parse_text(ParseError const &error)
{
    auto const &problem = error.problems().front();
    auto const ours = fmt::format("{}:{}: {}", problem.place.line, problem.place.column, problem.message);
    return fmt::format("ERROR {}: failed to parse SQL migration file: {}",
                       file_name({.path = problem.place.path}), problem.goose.empty() ? ours : problem.goose);
}

/// goose can only be built anew; here the way out is another one, and is said under its name too.
bool is_go_file(Error const &error) { return error.code() == Errc::unsupported && !error.hint().empty(); }

/// goose reads the version table, cannot, tries to make it, cannot, and says both.
std::string cancelled_text(std::string_view command, bool versioning)
{
    return command == "reset" || !versioning ? std::string(out_of_time)
                                             : fmt::format("{}; {}", out_of_time, out_of_time);
}

} // namespace

std::string goose_error_line(std::string_view command, bool versioning, Error const &error)
{
    if (dynamic_cast<Complete const *>(&error) != nullptr) {
        return error.what();
    }
    if (command == "validate") {
        return fmt::format("goose validate: {}", error.what());
    }
    auto const *migration = dynamic_cast<MigrationError const *>(&error);
    auto const *parse = dynamic_cast<ParseError const *>(&error);
    auto const in_step = migration != nullptr || parse != nullptr || error.code() == Errc::unsupported;
    auto const text = migration != nullptr              ? step_text(*migration)
                      : parse != nullptr                ? parse_text(*parse)
                      : error.code() == Errc::cancelled ? cancelled_text(command, versioning)
                      : is_go_file(error)               ? fmt::format("{}; {}", error.what(), error.hint())
                                                        : std::string(error.what());
    return fmt::format("goose run: {}{}", wrapper(command, versioning, error.code(), in_step), text);
}

bool is_silent_in_goose(std::string_view note)
{
    constexpr std::string_view file = ".sql:";
    auto const at = note.find(file);
    auto const line = at == std::string_view::npos ? std::string_view{} : note.substr(at + file.size(), 1);
    return line.find_first_of("0123456789") == 0 || note.ends_with(" was ignored");
}

bool goose_refuses(Problem const &problem)
{
    return problem.severity == Severity::error && problem.kind != ProblemKind::lint;
}

std::string goose_problem_line(Problem const &problem)
{
    auto const &place = problem.place;
    if (problem.goose.empty()) { // goose does not notice
        auto const at = place.line == 0 ? std::string{} : fmt::format(":{}:{}", place.line, place.column);
        return fmt::format("goose validate: {}{}: {}", place.path, at, problem.message);
    }
    if (problem.goose.starts_with("open ")) { // goose says no more of a file that it cannot open
        return fmt::format("goose validate: {}", problem.goose);
    }
    auto const what =
        problem.kind == ProblemKind::name ? "failed to get version from file" : "failed to parse file";
    return fmt::format("goose validate: {} {}: {}", what, go_quoted(place.path), problem.goose);
}

} // namespace gander::cli
