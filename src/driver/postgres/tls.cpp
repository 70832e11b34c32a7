#include "driver/postgres/tls.hpp"

#include "driver/postgres/attempt.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace gander::driver::postgres {

namespace {

// The list and the order of Go's crypto/x509.
constexpr auto bundles = std::to_array<std::string_view>({
    "/etc/ssl/certs/ca-certificates.crt",                // Debian, Alpine
    "/etc/pki/tls/certs/ca-bundle.crt",                  // Fedora, RHEL 6
    "/etc/ssl/ca-bundle.pem",                            // openSUSE
    "/etc/pki/tls/cacert.pem",                           // OpenELEC
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // RHEL 7 and later
    "/etc/ssl/cert.pem",                                 // Alpine, macOS
});

std::string bundle(Tls const &tls, Exists const &exists)
{
    if (!tls.ssl_cert_file.empty()) {
        return tls.ssl_cert_file; // if it is missing, libpq says so
    }
    auto const hit = std::ranges::find_if(bundles, [&](auto path) { return exists(std::string{path}); });
    return hit == bundles.end() ? std::string{} : std::string{*hit};
}

bool has_own_authority(Tls const &tls, Exists const &exists)
{
    return std::ranges::any_of(
        tls.homes, [&](std::string const &home) { return exists(home + "/.postgresql/root.crt"); });
}

std::string variable(char const *name)
{
    auto const *const value = std::getenv(name);
    return value ? value : "";
}

/// libpq 15 looks at HOME first, libpq 14 does not.
std::vector<std::string> homes()
{
    std::vector<std::string> homes;
    if (auto home = variable("HOME"); !home.empty()) {
        homes.push_back(std::move(home));
    }
    passwd entry{};
    passwd *found = nullptr;
    std::array<char, 4096> buffer{};
    if (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr) {
        homes.emplace_back(found->pw_dir);
    }
    return homes;
}

bool is_there(std::string const &path)
{
    struct stat status
    {
    };
    return ::stat(path.c_str(), &status) == 0;
}

/// For a key without a password OpenSSL would ask on the terminal, or wait for one on stdin. This is
/// the whole program's setting: who has made one keeps it.
void never_ask()
{
    if (PQgetSSLKeyPassHook_OpenSSL() == nullptr) {
        PQsetSSLKeyPassHook_OpenSSL(PQdefaultSSLKeyPassHook_OpenSSL);
    }
}

} // namespace

std::vector<Setting> system_authorities(Tls const &tls, Exists const &exists)
{
    bool const asked_for = tls.sslrootcert == "system";
    bool const verified = tls.sslmode.starts_with("verify-");
    if (!asked_for && (!verified || !tls.sslrootcert.empty() || has_own_authority(tls, exists))) {
        return {};
    }
    std::vector<Setting> settings;
    if (asked_for) {
        settings.push_back({"sslmode", "verify-full"});
    }
    if (auto path = bundle(tls, exists); !path.empty()) {
        settings.push_back({"sslrootcert", std::move(path)});
    }
    return settings;
}

void complete_tls(std::vector<Setting> &parameters)
{
    never_ask();
    auto options = options_of(parameters);
    Tls const tls{.sslmode = options["sslmode"],
                  .sslrootcert = options["sslrootcert"],
                  .ssl_cert_file = variable("SSL_CERT_FILE"),
                  .homes = options["sslmode"].starts_with("verify-") ? homes() : std::vector<std::string>{}};
    for (auto &setting : system_authorities(tls, is_there)) {
        set(parameters, setting.name, std::move(setting.value));
    }
    if (auto password = variable("PGSSLPASSWORD"); options["sslpassword"].empty() && !password.empty()) {
        set(parameters, "sslpassword", std::move(password)); // which libpq has no variable for
    }
}

} // namespace gander::driver::postgres
