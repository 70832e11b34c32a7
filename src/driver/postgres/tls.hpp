#pragma once
/// TLS as goose's client library has it, where libpq is stricter or knows less.

#include "driver/postgres/conninfo.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gander::driver::postgres {

/// What is known before the server is asked.
struct Tls
{
    std::string sslmode{}; ///< these two with what service files and the environment say
    std::string sslrootcert{};
    std::string ssl_cert_file{};      ///< SSL_CERT_FILE
    std::vector<std::string> homes{}; ///< where libpq may look for .postgresql/root.crt
};

using Exists = std::function<bool(std::string const &path)>;

/// The parameters that let the system's authorities vouch for the server, where it must be verified
/// and nobody said by whom: libpq 15 would only miss its root.crt. `sslrootcert=system`, which newer ones
/// know, means the same and asks for verify-full.
std::vector<Setting> system_authorities(Tls const &tls, Exists const &exists);

/// Adds these, and PGSSLPASSWORD. Never asks anybody for a key's password.
void complete_tls(std::vector<Setting> &parameters);

} // namespace gander::driver::postgres
