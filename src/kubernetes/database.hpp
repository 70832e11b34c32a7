#pragma once
/// A PostgreSQL of one pod: for tests, and for whoever has no manifest of his own.

#include "kubernetes/connection.hpp"
#include "kubernetes/yaml.hpp"

#include <string>
#include <vector>

namespace gander::kubernetes {

struct Database
{
    std::string name = "postgresql"; ///< of all its objects
    std::string space{};             ///< namespace; empty: that of whoever applies it
    std::string image = "docker.io/library/postgres:16";
    std::string pull_policy{};
    std::string user = "slm_user";
    std::string database = "action_history";
    SecretKey password{"postgresql", "password"};
    std::string service_type = "ClusterIP"; ///< or NodePort, LoadBalancer
    int node_port = 0;                      ///< 0: the cluster chooses
    std::string storage{};                  ///< `1Gi`; empty: what it holds is gone with its pod
    std::vector<std::string> arguments{};   ///< of the server: `-c`, `max_connections=200`
};

/// A Service, a PersistentVolumeClaim where storage is asked for, and a Deployment.
std::vector<Manifest> render_database(Database const &database);

/// The Secret that it takes its password from. For a cluster, never for a file.
Manifest password_secret(Database const &database, std::string const &password);

} // namespace gander::kubernetes
