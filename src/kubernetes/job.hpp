#pragma once
/// A Job that runs one gander command, and what it needs beside it. Pure: a request in, manifests out, the
/// same for the same request.

#include "kubernetes/connection.hpp"
#include "kubernetes/files.hpp"
#include "kubernetes/patch.hpp"
#include "kubernetes/yaml.hpp"

#include <string>
#include <utility>
#include <vector>

namespace gander::kubernetes {

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// Who applies the manifests. Helm and Argo CD make and delete by their own rules, told by annotations.
enum class Profile { kubectl, helm };

struct Request
{
    Profile profile = Profile::kubectl;
    std::string name = "migrate"; ///< the Job's, with a hash behind it but for Helm
    std::string space{};          ///< namespace; empty: that of whoever applies it
    std::string image{};
    std::string pull_policy{};
    std::vector<std::string> arguments{}; ///< gander's command line
    Connection connection{};
    std::vector<File>
        files{}; ///< for ConfigMaps; empty where the files are in the image or config_map has them
    std::string config_map{}; ///< one that is there already
    Pairs labels{};           ///< on every object and on the pods
    Pairs annotations{};      ///< the same
    std::string service_account{};
    std::vector<std::string> pull_secrets{};
    std::string port{};           ///< the database's, for a NetworkPolicy; empty: 5432
    Pairs to_pods{};              ///< the labels of the database's pods, for a NetworkPolicy
    std::vector<Patch> patches{}; ///< before names get their hashes, which tell of them too
};

/// Those that hold its files; none where they are elsewhere.
std::vector<Manifest> render_config_maps(Request const &request);

/// These, then the Job.
std::vector<Manifest> render_job(Request const &request);

/// A patch for a Deployment or whatever else has a pod template: the command as an init container of this
/// name, and the volume of the files. The ConfigMaps are not in it.
Manifest render_init_container(Request const &request, std::string const &name);

} // namespace gander::kubernetes
