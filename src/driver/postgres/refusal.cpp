#include "driver/postgres/refusal.hpp"

#include "driver/postgres/tried.hpp"

#include <algorithm>
#include <array>

namespace gander::driver::postgres {

namespace {

struct Refusal
{
    std::string_view words;
    std::string_view hint;
};

constexpr std::string_view client_files =
    "sslcert and sslkey name the client's certificate and its key, which others must not be able to read";
constexpr std::string_view no_postgres = "something else than PostgreSQL listens there: is the port right?";

constexpr auto refusals = std::to_array<Refusal>({
    {"server does not support SSL",
     "switch TLS on in the server, or ask for less: sslmode=prefer does without where there is none"},
    {"certificate verify failed", "name a file with the authority that signed the server's certificate: "
                                  "sslrootcert, PGSSLROOTCERT or SSL_CERT_FILE"},
    {"does not match host name", "connect by a name that is in the server's certificate, or have that name "
                                 "put in; sslmode=verify-ca does not look "
                                 "at it"},
    {"root certificate file", "name a file with the authority that signed the server's certificate: "
                              "sslrootcert, PGSSLROOTCERT or SSL_CERT_FILE; "
                              "the system's own come with the package ca-certificates"},
    {"could not get server's host name from server certificate", ""},
    {"host name must be specified for a verified SSL connection", "name the host in the connection string"},
    {"could not open certificate file", client_files},
    {"could not read certificate file", client_files},
    {"private key file", "libpq takes a key only where others cannot read it; in a mounted Secret, set "
                         "defaultMode: 0440 or stricter"},
    {"private SSL key", client_files},
    {"SSL engine", ""},
    {"GSSAPI encryption", ""},
    {"channel binding", "channel_binding=require needs TLS and a password kept as SCRAM"},
    {"authentication method", ""},
    {"SASL authentication mechanisms", ""},
    {"server signature", ""},
    {"received invalid response to SSL negotiation", no_postgres},
    {"expected authentication request from server", no_postgres},
});

bool contains(std::string_view text, std::string_view words)
{
    return text.find(words) != std::string_view::npos;
}

/// What one side's TLS has against the other's; but not that the other side went away, or was in trouble.
bool is_tls_refusal(std::string_view text)
{
    return contains(text, "SSL error: ") && !contains(text, "unexpected eof") &&
           !contains(text, "internal error");
}

} // namespace

bool is_refused_parameter(std::string_view message)
{
    constexpr auto beginnings = std::to_array<std::string_view>(
        {"invalid ", "could not match ", "definition of service ", "service file ",
         "syntax error in service file ", "could not parse network address ", "Unix-domain socket path "});
    return std::ranges::any_of(beginnings,
                               [&](std::string_view beginning) { return message.starts_with(beginning); });
}

std::optional<std::string_view> refusal(std::string_view text)
{
    auto const last = tried(text).back().failure;
    if (!last.code.empty()) { // the server has spoken, and its code says more
        return {};
    }
    auto const hit =
        std::ranges::find_if(refusals, [&](Refusal const &row) { return contains(last.message, row.words); });
    if (hit != refusals.end()) {
        return hit->hint;
    }
    return is_tls_refusal(last.message) ? std::optional{std::string_view{}} : std::nullopt;
}

} // namespace gander::driver::postgres
