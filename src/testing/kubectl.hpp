#pragma once
#include "cluster/kubectl.hpp"

#include <gander/testing/cluster.hpp>

#include <utility>

namespace gander::testing {

inline cluster::Kubectl kubectl(ClusterOptions const &options, std::string const &space)
{
    return cluster::Kubectl{{.kubeconfig = options.kubeconfig, .context = options.context, .space = space}};
}

/// Does the work; what is not ready in time is told by its own error.
template<typename Work>
auto with_readiness(Work &&work)
{
    try {
        return std::forward<Work>(work)();
    } catch (Error const &error) {
        if (error.code() == Errc::connection) {
            throw PostgresNotReady(error.what(), error.hint());
        }
        throw;
    }
}

} // namespace gander::testing
