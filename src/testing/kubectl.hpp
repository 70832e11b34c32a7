#pragma once
#include "cluster/kubectl.hpp"

#include <gander/testing/cluster.hpp>

namespace gander::testing {

inline cluster::Kubectl kubectl(ClusterOptions const &options, std::string const &space)
{
    return cluster::Kubectl{{.kubeconfig = options.kubeconfig, .context = options.context, .space = space}};
}

} // namespace gander::testing
