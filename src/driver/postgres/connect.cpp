#include "driver/postgres/connect.hpp"

#include "driver/postgres/diagnostic.hpp"
#include "driver/postgres/dial.hpp"
#include "driver/postgres/outage.hpp"
#include "driver/postgres/refusal.hpp"
#include "driver/postgres/tried.hpp"
#include "model/transient.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <memory>
#include <thread>

namespace gander::driver::postgres {

namespace {

/// What the two threads share; the one that leaves last clears it away.
struct Attempt
{
    Flag looked_up{}; ///< the first name; or there was none
    Flag done{};
    Flag abandoned{};
    std::vector<Setting> parameters{};
    Dialled result{};
    std::exception_ptr thrown{};
};

/// How long the other thread may take to notice that its time is over, when no name keeps it from noticing.
constexpr std::chrono::milliseconds margin{100};

std::string host_in(std::vector<Setting> const &parameters)
{
    auto const host = std::ranges::find(parameters, "host", &Setting::name);
    auto const *const known = std::getenv("PGHOST");
    return host != parameters.end() ? host->value : known != nullptr ? known : "";
}

/// Until the other thread is done. One that is busy with a name server is left to itself when time is over.
void wait_for(Attempt &attempt, std::optional<AttemptLimit> const &limit, Flag const &stop)
{
    auto const until = [&](Flag const &flag, Deadline deadline) {
        auto const woken = wait(flag.descriptor(), POLLIN, stop.descriptor(), deadline);
        if (woken == Woken::socket) {
            return;
        }
        attempt.abandoned.raise();
        if (woken == Woken::flag) {
            throw Error(Errc::cancelled, "stopped while connecting to the database");
        }
        auto const text = fmt::format("{}\"{}\" to address: Temporary failure in name resolution", looking_up,
                                      host_in(attempt.parameters));
        throw Unreachable(text, {.severity = "FATAL", .message = text}, outage(text));
    };
    if (limit) {
        until(attempt.looked_up, std::min(limit->end, std::chrono::steady_clock::now() + limit->host));
    }
    until(attempt.done, limit ? Deadline{limit->end + margin} : Deadline{});
}

/// A name server may keep it for a long time; whatever else it does it leaves at once, and had better not be
/// in the middle of while the program ends.
void leave(std::thread thread, Attempt const &attempt)
{
    constexpr std::chrono::milliseconds moment{250};
    if (wait(attempt.done.descriptor(), POLLIN, -1, std::chrono::steady_clock::now() + moment) ==
        Woken::socket) {
        thread.join();
    } else {
        thread.detach();
    }
}

[[noreturn]] void fail(Dialled const &result)
{
    auto failure = connect_diagnostic(result.message);
    if (result.needs_password && failure.code.empty()) {
        failure.code = "28P01"; // libpq never sent one; to the caller it is the same
    }
    if (result.needs_user && failure.hint.empty()) {
        failure.hint = "the connection string names no user, and this one has no name here: write user=NAME, "
                       "or set PGUSER";
    }
    if (result.needs_user || is_refused_parameter(failure.message)) {
        throw SqlError(Errc::usage, failure.message, failure);
    }
    if (auto const hint = refusal(result.message)) {
        failure.hint = *hint;
        throw Refused(failure.message, failure);
    }
    if (!is_transient(Errc::connection, failure.code)) {
        throw SqlError(Errc::connection, failure.message, failure);
    }
    throw Unreachable(failure.message, failure, outage(result.message));
}

} // namespace

void throw_unreachable(PGconn *connection, Diagnostic const &diagnostic)
{
    auto const said = diagnostic.code.empty() ? diagnostic.message
                                              : fmt::format("{}:  {}: {}", diagnostic.severity,
                                                            diagnostic.code, diagnostic.message);
    auto const text = fmt::format("connection to server at \"{}\", port {} failed: {}", PQhost(connection),
                                  PQport(connection), said);
    throw Unreachable(connect_diagnostic(text).message, diagnostic, outage(text));
}

Opened open(std::vector<Setting> const &parameters, std::optional<AttemptLimit> const &limit,
            Flag const &stop)
{
    auto const attempt = std::make_shared<Attempt>();
    attempt->parameters = parameters;
    std::thread thread{[attempt, limit] {
        try {
            attempt->result = dial(attempt->parameters, limit, attempt->abandoned, attempt->looked_up);
        } catch (...) { // it belongs to the thread that waits
            attempt->thrown = std::current_exception();
        }
        attempt->looked_up.raise();
        attempt->done.raise();
    }};
    try {
        wait_for(*attempt, limit, stop);
    } catch (...) {
        leave(std::move(thread), *attempt);
        throw;
    }
    thread.join();
    if (attempt->thrown) {
        std::rethrow_exception(attempt->thrown);
    }
    auto &result = attempt->result;
    if (!result.connection) {
        fail(result);
    }
    return {.connection = std::move(result.connection), .notices = std::move(result.notices)};
}

} // namespace gander::driver::postgres
