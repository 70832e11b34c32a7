#include "report/json_values.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cmath>

namespace gander::report {

namespace {

std::string_view word(Direction direction) { return direction == Direction::up ? "up" : "down"; }

std::string_view word(Kind kind)
{
    switch (kind) {
    case Kind::sql:
        return "sql";
    case Kind::function:
        return "function";
    case Kind::after:
        return "after";
    case Kind::go:
        break;
    }
    return "go";
}

std::string_view word(State state)
{
    switch (state) {
    case State::pending:
        return "pending";
    case State::applied:
        return "applied";
    case State::untracked:
        break;
    }
    return "untracked";
}

std::string_view word(Stage stage)
{
    switch (stage) {
    case Stage::begin:
        return "begin";
    case Stage::statement:
        return "statement";
    case Stage::function:
        return "function";
    case Stage::record:
        return "record";
    case Stage::commit:
        break;
    }
    return "commit";
}

std::string_view word(Outcome outcome)
{
    switch (outcome) {
    case Outcome::not_applied:
        return "not_applied";
    case Outcome::partly_applied:
        return "partly_applied";
    case Outcome::unknown:
        break;
    }
    return "unknown";
}

std::string_view word(ProblemKind kind)
{
    switch (kind) {
    case ProblemKind::name:
        return "name";
    case ProblemKind::duplicate:
        return "duplicate";
    case ProblemKind::unreadable:
        return "unreadable";
    case ProblemKind::parse:
        return "parse";
    case ProblemKind::lint:
        return "lint";
    case ProblemKind::schema:
        break;
    }
    return "schema";
}

/// Files and servers may hold bytes that are no UTF-8; a document must not fail for that.
Json text(std::string_view bytes)
{
    auto const dumped = Json(bytes).dump(-1, ' ', false, Json::error_handler_t::replace);
    return Json::parse(dumped);
}

Json optional_text(std::string const &value) { return value.empty() ? Json(nullptr) : text(value); }

} // namespace

std::string_view code_word(Errc code) noexcept
{
    switch (code) {
    case Errc::usage:
        return "usage";
    case Errc::no_directory:
        return "no_directory";
    case Errc::no_migrations:
        return "no_migrations";
    case Errc::bad_name:
        return "bad_name";
    case Errc::duplicate_version:
        return "duplicate_version";
    case Errc::parse:
        return "parse";
    case Errc::out_of_order:
        return "out_of_order";
    case Errc::version_not_found:
        return "version_not_found";
    case Errc::already_applied:
        return "already_applied";
    case Errc::not_applied:
        return "not_applied";
    case Errc::stale_plan:
        return "stale_plan";
    case Errc::unsupported:
        return "unsupported";
    case Errc::connection:
        return "connection";
    case Errc::lock_timeout:
        return "lock_timeout";
    case Errc::sql:
        return "sql";
    case Errc::history:
        return "history";
    case Errc::in_doubt:
        return "in_doubt";
    case Errc::lock_lost:
        return "lock_lost";
    case Errc::cancelled:
        return "cancelled";
    case Errc::io:
        break;
    }
    return "io";
}

std::string iso_time(TimePoint time)
{
    auto const seconds = std::chrono::floor<std::chrono::seconds>(time);
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:06}", fmt::gmtime(seconds), (time - seconds).count());
}

double milliseconds(std::chrono::nanoseconds duration)
{
    return std::round(static_cast<double>(duration.count()) / 1000.0) / 1000.0;
}

Json to_json(Source const &source)
{
    return {{"version", source.version}, {"kind", word(source.kind)}, {"path", optional_text(source.path)}};
}

Json to_json(Choice const &choice)
{
    auto json = to_json(choice.source);
    json["why"] = choice.why;
    return json;
}

Json to_json(Step const &step)
{
    auto json = to_json(step.source);
    json["direction"] = word(step.direction);
    json["transaction"] = step.tx == TxMode::transaction;
    json["statements"] = step.statements().size();
    return json;
}

Json to_json(Status const &status)
{
    auto json = to_json(status.source);
    json["state"] = word(status.state);
    json["applied_at"] = status.applied_at ? Json(iso_time(*status.applied_at)) : Json(nullptr);
    return json;
}

Json to_json(Result const &result)
{
    auto json = to_json(result.step);
    json["empty"] = result.empty;
    json["started"] = iso_time(result.started) + "Z";
    json["duration_ms"] = milliseconds(result.duration);
    return json;
}

Json to_json(Diagnostic const &diagnostic)
{
    return {{"severity", optional_text(diagnostic.severity)}, {"code", optional_text(diagnostic.code)},
            {"message", optional_text(diagnostic.message)},   {"detail", optional_text(diagnostic.detail)},
            {"hint", optional_text(diagnostic.hint)},         {"context", optional_text(diagnostic.context)},
            {"query", optional_text(diagnostic.query)}};
}

Json to_json(Place const &place)
{
    return {{"path", optional_text(place.path)},
            {"line", place.line == 0 ? Json(nullptr) : Json(place.line)},
            {"column", place.column == 0 ? Json(nullptr) : Json(place.column)}};
}

Json to_json(Failure const &failure)
{
    auto json = to_json(failure.step);
    json["stage"] = word(failure.stage);
    json["outcome"] = word(failure.outcome);
    json["message"] = text(failure.message);
    json["statement"] = optional_text(failure.source); // what was sent may hold secrets
    json["statements_done"] = failure.statements_done;
    json["transaction_ended"] = failure.transaction_ended;
    json["place"] = to_json(failure.place);
    json["diagnostic"] = to_json(failure.diagnostic);
    return json;
}

Json to_json(Problem const &problem)
{
    return {{"severity", problem.severity == Severity::error ? "error" : "warning"},
            {"kind", word(problem.kind)},
            {"place", to_json(problem.place)},
            {"message", text(problem.message)},
            {"hint", optional_text(problem.hint)}};
}

Json to_json(FileSummary const &file)
{
    auto json = to_json(file.source);
    json["transaction"] = file.tx == TxMode::transaction;
    json["up"] = file.up;
    json["down"] = file.down;
    return json;
}

Json to_json(Peer const &peer)
{
    return {{"driver", optional_text(peer.driver)},
            {"host", optional_text(peer.host)},
            {"port", optional_text(peer.port)},
            {"user", optional_text(peer.user)},
            {"name", optional_text(peer.database)}};
}

} // namespace gander::report
