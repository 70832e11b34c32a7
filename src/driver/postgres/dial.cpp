#include "driver/postgres/dial.hpp"

#include "driver/postgres/attempt.hpp"
#include "driver/postgres/diagnostic.hpp"
#include "driver/postgres/tls.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace gander::driver::postgres {

using namespace std::chrono;

namespace {

void keep_notice(void *to, PGresult const *result)
{
    try {
        static_cast<std::vector<Diagnostic> *>(to)->push_back(diagnostic(result));
    } catch (...) { // out of memory: the connection matters more
    }
}

/// Zero: no limit. libpq waits two seconds at least.
nanoseconds timeout_of(Options const &options, std::optional<AttemptLimit> const &limit)
{
    auto const &text = options.at("connect_timeout");
    if (text.empty() && limit) {
        return limit->host;
    }
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return seconds{value <= 0 ? 0 : std::max(value, 2)};
}

std::string where(PGconn *connection)
{
    return fmt::format("{} {} {}", PQhost(connection), PQhostaddr(connection), PQport(connection));
}

enum class Outcome { connected, refused, timeout, abandoned };

Outcome follow(PGconn *connection, std::optional<AttemptLimit> const &limit, Flag const &abandoned)
{
    auto const timeout = timeout_of(options_of(connection), limit);
    auto const end = limit ? Deadline{limit->end} : Deadline{};
    std::string place;
    Deadline deadline = end;
    for (auto state = PGRES_POLLING_WRITING; PQstatus(connection) != CONNECTION_BAD;
         state = PQconnectPoll(connection)) {
        if (state == PGRES_POLLING_OK) {
            return Outcome::connected;
        }
        if (state == PGRES_POLLING_FAILED) {
            break;
        }
        if (timeout.count() > 0 && where(connection) != place) {
            place = where(connection);
            auto const next = steady_clock::now() + timeout;
            deadline = std::min(next, end.value_or(next));
        }
        short const events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        auto const woken = wait(PQsocket(connection), events, abandoned.descriptor(), deadline);
        if (woken != Woken::socket) {
            return woken == Woken::flag ? Outcome::abandoned : Outcome::timeout;
        }
    }
    return Outcome::refused;
}

std::vector<std::string> split(std::string const &list)
{
    std::vector<std::string> items(1);
    for (char const c : list) {
        if (c == ',') {
            items.emplace_back();
        } else {
            items.back() += c;
        }
    }
    return items;
}

std::string join_from(std::vector<std::string> const &items, std::size_t from)
{
    return fmt::format("{}", fmt::join(items.begin() + static_cast<std::ptrdiff_t>(from), items.end(), ","));
}

/// Drops the host that `connection` waits for, and those before it, from the lists. False when none is left.
bool drop_host(std::vector<Setting> &parameters, PGconn *connection)
{
    auto const options = options_of(connection);
    auto const hosts = split(options.at("host"));
    auto const addresses = split(options.at("hostaddr"));
    auto const ports = split(options.at("port"));
    auto const count = std::max(hosts.size(), addresses.size());
    std::size_t at = 0;
    auto const is_current = [&](std::size_t i) {
        auto const name = i < hosts.size() && !hosts[i].empty() ? hosts[i]
                          : i < addresses.size()                ? addresses[i]
                                                                : "";
        auto const port = ports.size() > 1 && i < ports.size() ? ports[i] : std::string{};
        return name == PQhost(connection) && (port.empty() || port == PQport(connection));
    };
    while (at < count && !is_current(at)) {
        ++at;
    }
    if (at + 1 >= count) {
        return false;
    }
    for (auto const &[name, list] :
         {std::pair{"host", hosts}, std::pair{"hostaddr", addresses}, std::pair{"port", ports}}) {
        if (list.size() > at + 1) {
            set(parameters, name, join_from(list, at + 1));
        }
    }
    return true;
}

} // namespace

/// libpq begins a host's message, "connection to server at … failed: ", before it knows what will fail.
static void add_timeout(std::string &message, PGconn *connection)
{
    if (message.empty() || message.ends_with('\n')) {
        message += fmt::format("connection to server at \"{}\", port {} failed: ", PQhost(connection),
                               PQport(connection));
    }
    message += "timeout expired\n";
}

Dialled dial(std::vector<Setting> parameters, std::optional<AttemptLimit> const &limit, Flag const &abandoned,
             Flag &looked_up)
{
    auto const is_over = [&] { return limit && steady_clock::now() >= limit->end; };
    Dialled result;
    complete_tls(parameters);
    while (true) {
        auto connection = start(parameters);
        looked_up.raise();
        if (!connection) {
            result.message += "out of memory\n";
            return result;
        }
        PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
        PQsetNoticeReceiver(connection.get(), keep_notice, &result.notices);
        auto const outcome = follow(connection.get(), limit, abandoned);
        if (outcome == Outcome::connected) {
            PQsetErrorVerbosity(connection.get(), PQERRORS_DEFAULT);
            result.connection = std::move(connection);
            return result;
        }
        result.message += PQerrorMessage(connection.get());
        if (outcome == Outcome::timeout) {
            add_timeout(result.message, connection.get());
        }
        result.needs_user = PQuser(connection.get()) == nullptr;
        result.needs_password = PQconnectionNeedsPassword(connection.get()) != 0;
        if (outcome != Outcome::timeout || is_over() || !drop_host(parameters, connection.get())) {
            return result;
        }
    }
}

} // namespace gander::driver::postgres
