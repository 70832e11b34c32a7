#include "base/random.hpp"
#include "cluster/secret.hpp"
#include "cluster/tunnel.hpp"
#include "testing/kubectl.hpp"
#include "testing/typed.hpp"

#include <gander/testing/cluster.hpp>

#include <fmt/format.h>

#include <utility>

namespace gander::testing {

namespace {

/// What a tunnel uses has to live as long as it does.
struct Way
{
    Way(ClusterOptions const &options, std::string const &space, ServiceOptions const &service)
        : client(kubectl(options, space)),
          tunnel(client, {.to = "svc/" + service.service, .port = std::to_string(service.port)},
                 service.ready_timeout, narrator)
    {
    }

    cluster::Narrator narrator{};
    cluster::Kubectl client;
    cluster::Tunnel tunnel;
};

/// One of libpq's key=value pairs.
std::string pair(std::string_view key, std::string const &value)
{
    std::string text;
    for (char const letter : value) {
        text += letter == '\'' || letter == '\\' ? std::string{'\\', letter} : std::string{letter};
    }
    return fmt::format("{}='{}' ", key, text);
}

} // namespace

struct Namespace::Impl
{
    ClusterOptions cluster;
    std::string name;
};

Namespace::Namespace(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Namespace::Namespace(Namespace &&) noexcept = default;

Namespace &Namespace::operator=(Namespace &&other) noexcept
{
    std::swap(m_impl, other.m_impl);
    return *this;
}

Namespace::~Namespace()
{
    if (m_impl) {
        try {
            kubectl(m_impl->cluster, m_impl->name)
                .text({"delete", "namespace", m_impl->name, "--wait=false", "--ignore-not-found"});
        } catch (std::exception const &) { // the cluster is gone before its namespace
        }
    }
}

std::string const &Namespace::name() const noexcept { return m_impl->name; }

Cluster::Cluster(ClusterOptions options) : m_options(std::move(options)) {}

Namespace Cluster::create_namespace(std::string const &prefix) const
{
    return with_typed_errors([&] {
        auto const name = fmt::format("{}-{}", prefix, random_letters(8));
        kubectl(m_options, {}).text({"create", "namespace", name});
        return Namespace{std::make_unique<Namespace::Impl>(Namespace::Impl{m_options, name})};
    });
}

Server Cluster::server(std::string const &space, ServiceOptions const &options) const
{
    return with_typed_errors([&] {
        auto way = std::make_shared<Way>(m_options, space, options);
        auto text = pair("host", options.service) + pair("hostaddr", "127.0.0.1") +
                    pair("port", way->tunnel.port()) + pair("user", options.user) +
                    pair("dbname", options.database);
        auto const password = options.password.empty()
                                  ? cluster::find_secret(way->client, options.service, "password")
                                  : options.password;
        text += password.empty() ? "" : pair("password", password);
        return Server{std::move(text), std::move(way)};
    });
}

} // namespace gander::testing
