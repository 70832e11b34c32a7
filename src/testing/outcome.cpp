/// What became of a database that was deployed, as an error. Its gate says in its termination message what
/// `up` would print.

#include "testing/outcome.hpp"

#include "kubernetes/json_path.hpp"

#include <gander/testing/error.hpp>

#include <fmt/format.h>

#include <optional>

namespace gander::testing {

namespace {

using kubernetes::at;
using kubernetes::Manifest;
using kubernetes::text_at;

int number_at(Manifest const &object, char const *field)
{
    auto const &value = at(object, {field});
    return value.is_number_integer() ? value.get<int>() : 0;
}

Errc code_of(Manifest const &report)
{
    auto const word = text_at(report, {"error", "code"});
    return word == "connection"     ? Errc::connection
           : word == "in_doubt"     ? Errc::in_doubt
           : word == "lock_timeout" ? Errc::lock_timeout
                                    : Errc::sql;
}

/// The step that failed, or the first problem of files that cannot be read. They are elsewhere in the pod.
std::optional<Failure> failure(Manifest const &report, std::filesystem::path const &migrations)
{
    auto const &problems = at(report, {"error", "problems"});
    auto const *what = &at(report, {"failed"});
    if (what->is_null() && problems.is_array() && !problems.empty()) {
        what = &problems.front();
    }
    auto const &place = at(*what, {"place"});
    auto const inner = text_at(*what, {"path"});
    std::filesystem::path const path = inner.empty() ? text_at(place, {"path"}) : inner;
    if (path.empty()) {
        return std::nullopt;
    }
    Failure failed{.message = text_at(*what, {"message"}),
                   .diagnostic = {.code = text_at(*what, {"diagnostic", "code"}),
                                  .hint = text_at(*what, {"diagnostic", "hint"})},
                   .place = {.path = (migrations / path.filename()).string(),
                             .line = number_at(place, "line"),
                             .column = number_at(place, "column")}};
    failed.step.source.version = number_at(*what, "version");
    if (failed.diagnostic.hint.empty()) {
        failed.diagnostic.hint = text_at(*what, {"hint"});
    }
    return failed;
}

/// No migration is to blame, and time does not heal it: a wrong password, for example.
[[noreturn]] void throw_refusal(kubernetes::Rollout const &rollout, Manifest const &report)
{
    auto const message = text_at(report, {"error", "message"});
    auto const what = fmt::format("the migrations in pod {} ended with {}{}{}", rollout.pod,
                                  rollout.gate->exit_code.value_or(1), message.empty() ? "" : ": ", message);
    auto const hint = text_at(report, {"error", "hint"});
    auto const state = text_at(report, {"error", "diagnostic", "code"});
    if (!state.empty()) {
        throw SqlError(code_of(report), what, {.code = state, .hint = hint});
    }
    throw Error(Errc::io, what, hint);
}

} // namespace

void require_ready(kubernetes::Rollout const &rollout, std::filesystem::path const &migrations)
{
    if (rollout.ready) {
        return;
    }
    if (rollout.obstacle && !rollout.settled) {
        throw PostgresNotReady(rollout.obstacle->what, rollout.obstacle->hint);
    }
    auto const report = Manifest::parse(rollout.gate ? rollout.gate->message : "", nullptr, false);
    if (auto const failed = failure(report, migrations)) {
        throw MigrationFailed(code_of(report), failed->message, *failed);
    }
    if (rollout.settled) {
        throw_refusal(rollout, report);
    }
    throw PostgresNotReady("PostgreSQL is not ready in time: " + rollout.waits_for);
}

} // namespace gander::testing
