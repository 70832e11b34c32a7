#include "cli/summary.hpp"

#include "base/address.hpp"
#include "base/duration.hpp"
#include "cli/signals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace gander::cli {

namespace {

bool goes_up(std::string_view command) { return command.starts_with("up") || command == "test apply"; }

std::string unversioned(std::string_view command, Report const &report)
{
    if (command == "redo") {
        return {};
    }
    return goes_up(command) ? fmt::format("up to current file version: {}", report.to)
                            : fmt::format("down to current file version: {}", report.to);
}

std::string nothing_to_run(Report const &report)
{
    return fmt::format("no migrations to run. current version: {}", report.to);
}

std::string migrated(Report const &report)
{
    return fmt::format("successfully migrated database to version: {}",
                       report.done.back().step.source.version);
}

std::string what_remains(Failure const &failure)
{
    if (failure.outcome == Outcome::unknown) {
        return failure.step.tx == TxMode::transaction ? "unknown: the connection broke at its commit, and it "
                                                        "could not be looked up whether it took effect"
                                                      : "unknown: not in a transaction, and the connection "
                                                        "broke while it ran: part of it may have "
                                                        "taken effect";
    }
    if (failure.transaction_ended) {
        return "it ended its own transaction (COMMIT or ROLLBACK in the file): what ran before that may stay";
    }
    if (failure.step.tx == TxMode::transaction) {
        return "its transaction was rolled back, nothing of it remains";
    }
    if (failure.stage == Stage::record) {
        return "not in a transaction: its statements stay, but for those in a transaction of its own that it "
               "left open; "
               "its version is not recorded";
    }
    if (failure.stage == Stage::function) {
        return "not in a transaction: what its function did before it failed may stay";
    }
    if (failure.statements_done == 0 && failure.outcome == Outcome::partly_applied) {
        return "not in a transaction: what its first statement did before it ended may stay, such as an "
               "invalid index";
    }
    if (failure.statements_done == 0) {
        return "not in a transaction, and none of its statements was completed";
    }
    return fmt::format("not in a transaction: {} before the failing one {}, its version is not recorded",
                       counted(static_cast<std::size_t>(failure.statements_done), "statement"),
                       failure.statements_done == 1 ? "stays" : "stay");
}

bool is_after(Step const &step) { return step.source.kind == Kind::after; }

std::string name_of(Step const &step)
{
    return (is_after(step) ? "after-step " : "") + file_name(step.source);
}

std::string not_reached(std::span<Step const> skipped, std::string_view noun)
{
    return skipped.size() == 1
               ? name_of(skipped.front())
               : fmt::format("{}, {} to {}", counted(skipped.size(), noun), file_name(skipped.front().source),
                             file_name(skipped.back().source));
}

/// Migrations, then after-steps.
std::string not_reached(std::span<Step const> skipped)
{
    auto const after = std::ranges::find_if(skipped, is_after) - skipped.begin();
    auto const migrations = skipped.first(static_cast<std::size_t>(after));
    auto const behind = skipped.subspan(migrations.size());
    std::string text = migrations.empty() ? "" : not_reached(migrations, "migration");
    if (!behind.empty()) {
        text += (text.empty() ? "" : "; ") + not_reached(behind, "after-step");
    }
    return text;
}

std::string what_was_done(Report const &report)
{
    std::string text = report.done.empty() ? "" : counted(report.done.size(), "migration");
    if (!report.after.empty()) {
        text += (text.empty() ? "" : ", ") + counted(report.after.size(), "after-step");
    }
    return text.empty() ? "nothing" : text;
}

/// What the first migration makes is there already. PostgreSQL has codes for that, SQLite words.
bool made_by_something_else(Report const &report)
{
    constexpr std::array<std::string_view, 5> codes = {"42P07", "42710", "42701", "42P06", "42723"};
    if (report.from != 0 || !report.done.empty() || !report.failed) {
        return false;
    }
    auto const &failure = report.failed->diagnostic;
    return std::ranges::find(codes, failure.code) != codes.end() ||
           failure.message.ends_with(" already exists") ||
           failure.message.starts_with("duplicate column name");
}

/// `, while waiting for …`: who stops a run that waits wants to know for what it did.
std::string while_waiting(Error const &error)
{
    constexpr std::string_view beginning = "stopped ";
    std::string_view const what = error.what();
    return what.starts_with("stopped while ") ? fmt::format(", {}", what.substr(beginning.size())) : "";
}

} // namespace

std::string file_name(Source const &source) { return source.path.substr(source.path.rfind('/') + 1); }

std::string place_of(Peer const &peer)
{
    if (peer.host.empty()) {
        return peer.database;
    }
    if (peer.host.starts_with('/')) {
        return fmt::format("{}/.s.PGSQL.{}", peer.host, peer.port);
    }
    return address(peer.host, peer.port);
}

std::string counted(std::size_t count, std::string_view noun)
{
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string goose_summary(std::string_view command, bool versioning, Report const &report)
{
    if (!versioning) {
        return unversioned(command, report);
    }
    if (goes_up(command)) {
        if (report.done.empty()) {
            return nothing_to_run(report);
        }
        return command == "up-by-one" ? std::string{} : migrated(report);
    }
    return command == "down-to" ? nothing_to_run(report) : std::string{};
}

std::string gander_summary(std::string_view command, bool versioning, Report const &report)
{
    if (!versioning) {
        return unversioned(command, report);
    }
    if (report.done.empty()) {
        return nothing_to_run(report);
    }
    if (goes_up(command)) {
        return migrated(report);
    }
    return command == "redo" ? fmt::format("rolled back and applied again. current version: {}", report.to)
                             : fmt::format("rolled back to version: {}", report.to);
}

std::string stop_text(Error const &error, int signal, std::optional<std::chrono::nanoseconds> timeout)
{
    bool const stopped = error.code() == Errc::cancelled || error.code() == Errc::in_doubt;
    if (stopped && signal != 0) {
        return fmt::format("stopped by {}{}", signal_name(signal), while_waiting(error));
    }
    if (error.code() != Errc::cancelled || !timeout) {
        return {};
    }
    return fmt::format("stopped: it took longer than -timeout {}{}", format_duration(*timeout),
                       while_waiting(error));
}

std::string requirement_text(Requirement const &required, std::string_view directory)
{
    if (required.files) {
        return required.exact ? fmt::format("the schema has the migrations of {} and no others", directory)
                              : fmt::format("the schema has all migrations of {}", directory);
    }
    auto const &min = required.min;
    auto const &max = required.max;
    std::string const where = "the schema is at ";
    if (min && max && *min != *max) {
        return where + fmt::format("a version from {} to {}", *min, *max);
    }
    auto const one = required.version ? required.version : min ? min : max;
    auto const side = required.version || (min && max) ? "" : min ? " or higher" : " or lower";
    return where + fmt::format("version {}{}", one.value_or(0), side);
}

std::string failure_summary(Report const &report, bool versioning, std::string_view command)
{
    auto text = fmt::format("  done:        {}\n", what_was_done(report));
    if (report.failed) {
        text += fmt::format("  failed:      {}; {}\n", name_of(report.failed->step),
                            what_remains(*report.failed));
    }
    if (!report.skipped.empty()) {
        text += fmt::format("  not reached: {}\n", not_reached(report.skipped));
    }
    auto const &failed = report.failed;
    if (versioning && !(failed && failed->outcome == Outcome::unknown && !is_after(failed->step))) {
        text += fmt::format("  the database is at version {}\n", report.to);
    }
    if (command == "test database") { // which begins with an empty one: nothing else has made its schema
        text += failed && failed->diagnostic.code == "42710"
                    ? "  hint: roles belong to the whole server and not to a database: a migration that "
                      "makes one has "
                      "to look whether it is there\n"
                    : "";
    } else if (versioning && made_by_something_else(report)) {
        text +=
            "  hint: if psql or another program has made this schema, gander adopt VERSION takes it over\n";
    }
    return text;
}

} // namespace gander::cli
