#pragma once
/// Kubernetes clusters as a suite sees them, through kubectl.

#include <gander/testing/server.hpp>

#include <chrono>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

namespace gander::testing {

struct ClusterOptions
{
    std::string kubeconfig{}; ///< empty: KUBECONFIG, or else kubectl's own default
    std::string context{};    ///< empty: the current one
};

/// PostgreSQL that Gander makes, unless a manifest brings it.
struct PostgresOptions
{
    std::filesystem::path migrations{};
    std::string image{};       ///< Gander's; empty: what GANDER_IMAGE says
    std::string pull_policy{}; ///< of both images: Always, IfNotPresent or Never
    std::filesystem::path
        manifest{}; ///< any Deployment or StatefulSet with PostgreSQL, its Service and Secret
    std::string name = "postgresql"; ///< the rest is for one that is made here
    std::string postgres_image = "docker.io/library/postgres:16";
    std::string user = "slm_user";
    std::string database = "action_history";
    std::string password{}; ///< empty: that of the Secret with this name; a random one where it is not there
    std::chrono::nanoseconds ready_timeout = std::chrono::minutes{5};
    std::ostream *log = nullptr; ///< is told what happens, and the migrations' output
};

/// How a database in a cluster is reached through its Service.
struct ServiceOptions
{
    std::string service = "postgresql";
    std::string user = "slm_user";
    std::string database = "action_history";
    std::string password{}; ///< empty: what Secret `service` has as `password`, if there is one
    int port = 5432;
    std::chrono::nanoseconds ready_timeout = std::chrono::minutes{5};
};

/// A namespace of a suite's own. It is deleted with this, which is not waited for.
class Namespace
{
public:
    Namespace(Namespace &&) noexcept;
    Namespace &operator=(Namespace &&) noexcept;
    ~Namespace();

    [[nodiscard]] std::string const &name() const noexcept;

private:
    friend class Cluster;
    struct Impl;
    explicit Namespace(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// All of it throws PostgresNotReady for a cluster that does not answer, Errc::unsupported where there is no
/// kubectl, and gander::Error for what the cluster refuses.
class Cluster
{
public:
    explicit Cluster(ClusterOptions options = {});

    /// Named `prefix` and letters that nobody else has.
    [[nodiscard]] Namespace create_namespace(std::string const &prefix = "gander-test") const;

    /// Brings PostgreSQL up so that nobody reaches it through its Service before every migration is applied,
    /// and returns when they are. Safe to call twice and from suites that run at once. Throws
    /// PostgresNotReady, MigrationFailed with the file as it is here, and gander::Error where the migrations
    /// are refused for good, as with another password than the database's.
    void deploy_postgres_with_migrations(std::string const &space, PostgresOptions const &options) const;

    /// A way to a database in the cluster, once it has a ready pod. It is opened again when it breaks, and
    /// closed with the last copy. Throws PostgresNotReady.
    [[nodiscard]] Server server(std::string const &space, ServiceOptions const &options = {}) const;

private:
    ClusterOptions m_options;
};

} // namespace gander::testing
