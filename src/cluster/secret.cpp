#include "cluster/secret.hpp"

#include "base/random.hpp"
#include "cluster/refusal.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <string_view>

namespace gander::cluster {

namespace {

std::string random_password()
{
    return random_text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 24);
}

/// False where there is one of this name already.
bool create_secret(Kubectl const &kubectl, Manifest const &secret)
{
    try {
        kubectl.text({"create", "--filename=-"}, secret.dump());
    } catch (Error const &error) {
        if (!has_reason(error, "AlreadyExists")) {
            throw;
        }
        return false;
    }
    return true;
}

/// By kubectl's template, which knows base64.
std::string decoded(std::string const &key)
{
    return fmt::format(
        "--output=go-template={{{{with index .data \"{}\"}}}}{{{{. | base64decode}}}}{{{{end}}}}", key);
}

} // namespace

std::string find_secret(Kubectl const &kubectl, std::string const &name, std::string const &key)
{
    return kubectl.text({"get", "secret", name, "--ignore-not-found", decoded(key)});
}

/// A text that is empty would be no credential either.
std::string read_secret(Kubectl const &kubectl, std::string const &name, std::string const &key)
{
    auto value = kubectl.text({"get", "secret", name, decoded(key)});
    if (value.empty()) {
        throw Error(Errc::io, fmt::format("Secret {} has no key {}", name, key),
                    "kubectl describe secret lists its keys");
    }
    return value;
}

void provide_password(Kubectl const &kubectl, kubernetes::Database const &database, std::string const &given,
                      Narrator &narrator)
{
    auto const &[name, key] = database.password;
    auto const secret = kubernetes::password_secret(database, given.empty() ? random_password() : given);
    if (create_secret(kubectl, secret)) {
        narrator.note(
            fmt::format("Secret {} with {}", name, given.empty() ? "a random password" : "the given one"));
    } else if (!given.empty() && given != read_secret(kubectl, name, key)) {
        throw Error(
            Errc::usage,
            fmt::format("the given password (PGPASSWORD) is not the one in Secret {}, key {}", name, key),
            "give none, or delete the Secret where the database is still to be made");
    }
}

} // namespace gander::cluster
