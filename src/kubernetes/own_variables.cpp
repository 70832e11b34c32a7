#include "kubernetes/own_variables.hpp"

#include "kubernetes/json_path.hpp"
#include "kubernetes/server_port.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace gander::kubernetes {

namespace {

using Names = std::span<std::string_view const>;

// As the images have them that are used most.
constexpr auto user_names =
    std::to_array<std::string_view>({"POSTGRES_USER", "POSTGRESQL_USERNAME", "POSTGRESQL_USER"});
constexpr auto password_names = std::to_array<std::string_view>({"POSTGRES_PASSWORD", "POSTGRESQL_PASSWORD"});
constexpr auto database_names =
    std::to_array<std::string_view>({"POSTGRES_DB", "POSTGRESQL_DATABASE", "POSTGRESQL_DB"});
constexpr auto port_names = std::to_array<std::string_view>({"PGPORT", "POSTGRESQL_PORT_NUMBER"});

constexpr auto hint =
    "say it by --user, --database and --password-secret NAME/KEY, or by --env-from-secret NAME --map "
    "PGUSER=POSTGRES_USER,PGPASSWORD=POSTGRES_PASSWORD,PGDATABASE=POSTGRES_DB";

class Variables
{
public:
    Variables(std::vector<Document> const &documents, DatabaseContainer const &database)
        : m_documents(documents), m_document(documents[database.document]), m_here(database.here()),
          m_container(m_document.value.at(m_here))
    {
    }

    /// The first of these that is set, as a variable of another name.
    std::optional<Manifest> renamed(Names names, char const *name) const
    {
        for (auto const each : names) {
            if (auto const file = std::string(each) + "_FILE"; !entry(file).is_null()) {
                throw m_document.error(
                    m_here / "env",
                    fmt::format("{} names a file, which the container beside it has not", file), hint);
            }
            auto found = entry(each);
            found = found.is_null() ? from_object(each) : found;
            if (!found.is_null()) {
                found["name"] = name;
                return found;
            }
        }
        return std::nullopt;
    }

    /// A Secret or ConfigMap that the container takes all of, and that is not in these documents.
    std::string unknown_object() const
    {
        for (auto const &from : at(m_container, {"envFrom"})) {
            for (auto const *kind : {"secretRef", "configMapRef"}) {
                auto name = text_at(from, {kind, "name"});
                if (!name.empty() && object(kind, name) == nullptr) {
                    return name;
                }
            }
        }
        return {};
    }

    bool trusts() const
    {
        return text_at(entry("POSTGRES_HOST_AUTH_METHOD"), {"value"}) == "trust" ||
               text_at(entry("ALLOW_EMPTY_PASSWORD"), {"value"}) == "yes";
    }

    [[noreturn]] void refuse(std::string const &what) const { throw m_document.error(m_here, what, hint); }

private:
    Manifest entry(std::string_view name) const
    {
        auto const &env = at(m_container, {"env"});
        for (std::size_t each = 0; each < env.size(); ++each) {
            if (text_at(env[each], {"name"}) == name) {
                if (text_at(env[each], {"value"}).find("$(") != std::string::npos) {
                    throw m_document.error(m_here / "env" / each / "value",
                                           fmt::format("{} is put together from other variables", name),
                                           hint);
                }
                return env[each];
            }
        }
        return nullptr;
    }

    Manifest const *object(std::string_view reference, std::string const &name) const
    {
        auto const *const kind = reference == "secretRef" ? "Secret" : "ConfigMap";
        auto const hit = std::ranges::find_if(m_documents, [&](Document const &each) {
            return text_at(each.value, {"kind"}) == kind && name_of(each.value) == name;
        });
        return hit == m_documents.end() ? nullptr : &hit->value;
    }

    /// By envFrom. Of several the last counts.
    Manifest from_object(std::string_view name) const
    {
        Manifest found;
        for (auto const &from : at(m_container, {"envFrom"})) {
            auto const prefix = text_at(from, {"prefix"});
            auto const key =
                name.starts_with(prefix) ? std::string(name.substr(prefix.size())) : std::string{};
            for (auto const *kind : {"secretRef", "configMapRef"}) {
                auto const *const there = object(kind, text_at(from, {kind, "name"}));
                if (there != nullptr && !key.empty() &&
                    (!at(*there, {"data", key.c_str()}).is_null() ||
                     !at(*there, {"stringData", key.c_str()}).is_null())) {
                    found = Manifest{{"name", name}};
                    found["valueFrom"]
                         [kind == std::string_view("secretRef") ? "secretKeyRef" : "configMapKeyRef"] = {
                             {"name", name_of(*there)}, {"key", key}};
                }
            }
        }
        return found;
    }

    std::vector<Document> const &m_documents;
    Document const &m_document;
    Document::Pointer m_here;
    Manifest const &m_container;
};

/// The server's words count before its variables.
void add_port(Manifest &env, Variables const &variables, std::string const &by_arguments)
{
    if (!by_arguments.empty()) {
        env.push_back({{"name", "PGPORT"}, {"value", by_arguments}});
    } else if (auto port = variables.renamed(port_names, "PGPORT")) {
        env.push_back(*port);
    }
}

} // namespace

bool has_variable(Manifest const &env, std::string_view name)
{
    return std::ranges::any_of(env, [&](Manifest const &each) { return text_at(each, {"name"}) == name; });
}

Manifest client_variables(std::vector<Document> const &documents, DatabaseContainer const &database,
                          Manifest const &given)
{
    Variables const variables{documents, database};
    auto const wanted = [&](char const *name) { return !has_variable(given, name); };
    bool unknown = false;
    auto const own = [&](Names names, char const *name) {
        auto found = variables.renamed(names, name);
        unknown = unknown || !found;
        return found;
    };
    std::optional<Manifest> user;
    std::optional<Manifest> password;
    std::optional<Manifest> name;
    if (wanted("PGDATABASE")) {
        name = own(database_names, "PGDATABASE");
    }
    if (wanted("PGUSER") || (wanted("PGDATABASE") && !name)) {
        user = own(user_names, "PGUSER");
    }
    if (wanted("PGPASSWORD")) {
        password = own(password_names, "PGPASSWORD");
    }
    if (auto const object = variables.unknown_object(); unknown && !object.empty()) {
        variables.refuse(fmt::format(
            "the database's container takes variables from {}, which is not in this file", object));
    }
    // A user that is given may need none.
    if (wanted("PGPASSWORD") && !password && wanted("PGUSER") && !variables.trusts()) {
        variables.refuse("the database's container has no POSTGRES_PASSWORD: how does one connect to it?");
    }
    if (!user) { // the image's own rules
        user = Manifest{{"name", "PGUSER"}, {"value", "postgres"}};
    }
    if (!name) {
        name = *user;
        (*name)["name"] = "PGDATABASE";
    }
    auto env = Manifest::array();
    for (auto const &each : {user, password, name}) {
        if (each && wanted(text_at(*each, {"name"}).c_str())) {
            env.push_back(*each);
        }
    }
    if (wanted("PGPORT")) {
        add_port(env, variables, port_by_arguments(documents[database.document], database));
    }
    return env;
}

} // namespace gander::kubernetes
