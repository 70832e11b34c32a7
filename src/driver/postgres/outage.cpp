#include "driver/postgres/outage.hpp"

#include "driver/postgres/tried.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace gander::driver::postgres {

namespace {

struct Sign
{
    std::string_view code; ///< SQLSTATE; empty where no server has spoken
    std::string_view words;
    std::string_view seen; ///< empty: what was said
    std::string_view meaning;
};

constexpr std::string_view is_stopping = "it is being stopped or restarted: allow more time";
constexpr std::string_view no_dns = "a NetworkPolicy lets no DNS through, or the network is not up yet";
constexpr std::string_view dropped =
    "packets are dropped on the way: a NetworkPolicy, a firewall, or a wrong address";
constexpr std::string_view no_way = "no way leads there: a wrong address, or a firewall that says so";
constexpr std::string_view closed =
    "a proxy in between takes connections for a server that is not up, or the server is failing";

// The first that fits counts.
constexpr auto signs = std::to_array<Sign>({
    {"57P03", "shutting down", "is shutting down", is_stopping},
    {"57P03", "", "is starting up", "its recovery takes long: allow more time, and look into its log"},
    {"57P01", "", "is shutting down", is_stopping},
    {"08P01", "", "", closed}, // PgBouncer's code for much, whose words say more
    {"", "no answer to the first query", "takes connections, but does not answer", closed},
    {"53300", "", "has too many connections",
     "others hold every connection that the server or the role allows"},
    {"", "Temporary failure in name resolution", "has no address: no name server answers", no_dns},
    {"", "Try again", "has no address: no name server answers", no_dns}, // musl's words
    {"", looking_up, "has no address",
     "the host name is wrong, such as that of a Service in another namespace, or DNS does not know it yet"},
    {"", "Connection refused", "refused the connection",
     "nothing listens there: the port is wrong, or the server has not started"},
    {"", "No such file or directory", "is not there",
     "the server has not started, or has its socket elsewhere"},
    {"", "timeout expired", "does not answer", dropped},
    {"", "timed out", "does not answer", dropped},
    {"", "No route to host", "cannot be reached", no_way},
    {"", "unreachable", "cannot be reached", no_way},
    {"", "closed the connection", "closed the connection", closed},
    {"", "Connection reset", "closed the connection", closed},
    {"", "Broken pipe", "closed the connection", closed},
    {"", "EOF detected", "closed the connection", closed},
    {"", "unexpected eof", "closed the connection", closed},
});

Outage outage_of(Tried const &host)
{
    auto const &failure = host.failure;
    auto const *const sign = std::ranges::find_if(signs, [&](Sign const &row) {
        return row.code == failure.code && failure.message.find(row.words) != std::string::npos;
    });
    if (host.place.empty()) {
        return {.seen = failure.message};
    }
    bool const known = sign != signs.end();
    return {.seen = known && !sign->seen.empty() ? fmt::format("{} {}", host.place, sign->seen)
                                                 : fmt::format("{}: {}", host.place, failure.message),
            .meaning = known ? std::string{sign->meaning} : std::string{}};
}

} // namespace

Outage outage(std::string_view text)
{
    Outage all;
    std::vector<std::string> seen;
    for (auto const &host : tried(text)) {
        auto one = outage_of(host);
        if (std::ranges::find(seen, one.seen) == seen.end()) { // a host may have several addresses
            seen.push_back(std::move(one.seen));
        }
        all.meaning = std::move(one.meaning);
    }
    all.seen = fmt::format("{}", fmt::join(seen, ", "));
    return all;
}

} // namespace gander::driver::postgres
