#include "cli/connection_hint.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace gander::cli {

namespace {

/// libpq gives no code for these, only the system's words.
constexpr auto nobody_answers = std::to_array<std::string_view>({
    "Connection refused",
    "could not translate host name",
    "Is the server running",
});

struct Trouble
{
    std::string_view words;
    std::string_view hint;
};

/// With TLS it is libpq and OpenSSL that refuse: they give no code either.
constexpr auto tls_troubles = std::to_array<Trouble>({
    {"root certificate file ",
     "name a file with the authority that signed the server's certificate: sslrootcert, PGSSLROOTCERT or "
     "SSL_CERT_FILE; the system's own come with the package ca-certificates"},
    {"certificate verify failed",
     "name a file with the authority that signed the server's certificate: sslrootcert, PGSSLROOTCERT or "
     "SSL_CERT_FILE"},
    {"does not match host name",
     "connect by a name that is in the server's certificate, or have that name put in; sslmode=verify-ca "
     "does not look at it"},
    {"private key file ",
     "libpq takes a key only where others cannot read it; in a mounted Secret, set defaultMode: 0440 or "
     "stricter"},
});

std::string_view tls_hint(std::string_view text)
{
    auto const *const hit = std::ranges::find_if(tls_troubles, [&](Trouble const &trouble) {
        return text.find(trouble.words) != std::string_view::npos;
    });
    return hit == tls_troubles.end() ? std::string_view{} : hit->hint;
}

} // namespace

std::string connection_hint(Error const &error)
{
    auto const *refused = dynamic_cast<SqlError const *>(&error);
    if (refused == nullptr || error.code() != Errc::connection) {
        return {};
    }
    auto const &code = refused->diagnostic().code;
    if (code == "28P01" || code == "28000") {
        return "check the user and the password; libpq also takes them from PGUSER, PGPASSWORD and "
               "~/.pgpass, gander from PGPASSWORD_FILE too; pg_hba.conf says who may come in how";
    }
    if (code == "3D000") {
        return "create the database first, for example with createdb: gander makes tables, not databases";
    }
    std::string_view const text = error.what();
    if (auto const hint = tls_hint(text); !hint.empty()) {
        return std::string(hint);
    }
    auto const silent = std::ranges::any_of(
        nobody_answers, [&](std::string_view words) { return text.find(words) != std::string_view::npos; });
    return silent ? "check the host and the port: is the server running there?" : "";
}

} // namespace gander::cli
