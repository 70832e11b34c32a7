#include "driver/postgres/connect.hpp"

#include "driver/postgres/diagnostic.hpp"
#include "driver/postgres/dial.hpp"

#include <gander/error.hpp>

#include <poll.h>

#include <array>
#include <exception>
#include <memory>
#include <thread>

namespace gander::driver::postgres {

namespace {

/// What the two threads share; the one that leaves last clears it away.
struct Attempt
{
    Flag done{};
    Flag abandoned{};
    std::vector<Setting> parameters{};
    Dialled result{};
    std::exception_ptr thrown{};
};

/// Parameters that libpq refuses before it tries to connect: no other time makes them right.
bool is_refused_parameter(std::string_view message)
{
    static constexpr std::array<std::string_view, 5> beginnings{"invalid ", "could not match ",
                                                                "definition of service ", "service file ",
                                                                "syntax error in service file "};
    for (auto const beginning : beginnings) {
        if (message.starts_with(beginning)) {
            return true;
        }
    }
    return false;
}

} // namespace

Opened open(std::vector<Setting> const &parameters, Flag const &stop)
{
    auto const attempt = std::make_shared<Attempt>();
    attempt->parameters = parameters;
    std::thread thread{[attempt] {
        try {
            attempt->result = dial(attempt->parameters, attempt->abandoned);
        } catch (...) { // it belongs to the thread that waits
            attempt->thrown = std::current_exception();
        }
        attempt->done.raise();
    }};
    if (wait(attempt->done.descriptor(), POLLIN, stop.descriptor(), {}) == Woken::flag) {
        attempt->abandoned.raise();
        thread.detach(); // a name server may keep it for a long time
        throw Error(Errc::cancelled, "stopped while connecting to the database");
    }
    thread.join();
    if (attempt->thrown) {
        std::rethrow_exception(attempt->thrown);
    }
    auto &result = attempt->result;
    if (!result.connection) {
        auto failure = connect_diagnostic(result.message);
        if (result.needs_password && failure.code.empty()) {
            failure.code = "28P01"; // libpq never sent one; to the caller it is the same
        }
        bool const refused = result.needs_user || is_refused_parameter(failure.message);
        throw SqlError(refused ? Errc::usage : Errc::connection, failure.message, failure);
    }
    return {.connection = std::move(result.connection), .notices = std::move(result.notices)};
}

} // namespace gander::driver::postgres
