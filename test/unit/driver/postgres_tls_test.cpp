#include "driver/postgres/tls.hpp"

#include <gmock/gmock.h>

#include <set>

namespace gander::driver::postgres {

using testing::ElementsAre;
using testing::IsEmpty;

namespace {

std::string const debian = "/etc/ssl/certs/ca-certificates.crt";

Exists only(std::set<std::string> files)
{
    return [files = std::move(files)](std::string const &path) { return files.contains(path); };
}

Setting root(std::string path) { return {"sslrootcert", std::move(path)}; }

} // namespace

TEST(SystemAuthorities, VouchWhereNobodyElseIsNamed)
{
    for (auto const *mode : {"verify-ca", "verify-full"}) {
        EXPECT_THAT(system_authorities({.sslmode = mode}, only({debian})), ElementsAre(root(debian)));
    }
}

TEST(SystemAuthorities, AreNotForWhoDoesNotVerify)
{
    for (auto const *mode : {"", "disable", "allow", "prefer", "require"}) {
        EXPECT_THAT(
            system_authorities({.sslmode = mode, .ssl_cert_file = "/roots"}, only({debian, "/roots"})),
            IsEmpty())
            << mode << ": with a root certificate, require would become verify-ca";
    }
}

TEST(SystemAuthorities, StandBehindANamedOne)
{
    EXPECT_THAT(
        system_authorities({.sslmode = "verify-full", .sslrootcert = "/ca", .ssl_cert_file = "/roots"},
                           only({debian})),
        IsEmpty());
    auto const exists = only({debian, "/home/me/.postgresql/root.crt"});
    EXPECT_THAT(system_authorities({.sslmode = "verify-ca", .homes = {"/", "/home/me"}}, exists), IsEmpty());
    EXPECT_THAT(system_authorities({.sslmode = "verify-ca", .homes = {"/", "/home/you"}}, exists),
                ElementsAre(root(debian)));
}

TEST(SystemAuthorities, AreInSSL_CERT_FILEOrWhereGoLooks)
{
    auto const found = [](Tls const &tls, std::set<std::string> files) {
        return system_authorities(tls, only(std::move(files)));
    };
    Tls const tls{.sslmode = "verify-full"};
    EXPECT_THAT(found({.sslmode = "verify-full", .ssl_cert_file = "/missing"}, {debian}),
                ElementsAre(root("/missing")));
    for (auto const *path : {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                             "/etc/ssl/ca-bundle.pem", "/etc/pki/tls/cacert.pem",
                             "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem"}) {
        EXPECT_THAT(found(tls, {path, "/etc/ssl/cert.pem"}), ElementsAre(root(path)));
    }
    EXPECT_THAT(found(tls, {}), IsEmpty()) << "then libpq says what is missing";
}

TEST(SystemAuthorities, AskedForMeanFullVerification)
{
    Setting const full{"sslmode", "verify-full"};
    for (auto const *mode : {"", "disable", "prefer", "require", "verify-ca", "verify-full"}) {
        EXPECT_THAT(system_authorities({.sslmode = mode, .sslrootcert = "system", .homes = {"/"}},
                                       only({debian, "//.postgresql/root.crt"})),
                    ElementsAre(full, root(debian)));
    }
    EXPECT_THAT(system_authorities({.sslrootcert = "system"}, only({})), ElementsAre(full))
        << "never less than what was asked for";
}

} // namespace gander::driver::postgres
