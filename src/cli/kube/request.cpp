#include "cli/environment.hpp"
#include "cli/kube/kube.hpp"
#include "cluster/files.hpp"
#include "kubernetes/job.hpp"
#include "kubernetes/names.hpp"

#include <gander/gander.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace gander::cli::kube {

namespace {

using kubernetes::Pairs;

Pairs pairs(Flags const &flags, std::string_view name)
{
    Pairs pairs;
    for (auto const &text : flags.all(name)) {
        auto const equals = text.find('=');
        if (equals == std::string::npos || equals == 0) {
            throw Error(Errc::usage, fmt::format("--{} is NAME=VALUE", name),
                        fmt::format("--{} team=a", name));
        }
        pairs.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    return pairs;
}

std::string directory(Flags const &flags)
{
    auto const given = flags.text("dir");
    auto const named = variable("GOOSE_MIGRATION_DIR");
    return !given.empty() ? given : !named.empty() ? named : ".";
}

kubernetes::Profile profile(std::string const &word)
{
    if (word == "helm") {
        return kubernetes::Profile::helm;
    }
    if (!word.empty() && word != "kubectl") {
        throw Error(Errc::usage, fmt::format("--profile {}: no such profile", masked(word)),
                    "kubectl and helm are the ones there are");
    }
    return kubernetes::Profile::kubectl;
}

} // namespace

kubernetes::Request surroundings(Flags const &flags)
{
    kubernetes::Request request{.profile = profile(flags.text("profile")),
                                .space = flags.text("n"),
                                .labels = pairs(flags, "label"),
                                .annotations = pairs(flags, "annotation"),
                                .service_account = flags.text("service-account"),
                                .port = flags.text("port"),
                                .to_pods = pairs(flags, "to-pods"),
                                .patches = patches(flags)};
    if (flags.given("name")) {
        request.name = flags.text("name");
    }
    if (auto const problem = kubernetes::name_problem(request.name); !problem.empty()) {
        throw Error(Errc::usage, fmt::format("--name {}: {}", request.name, problem));
    }
    return request;
}

kubernetes::Request container_request(Flags const &flags)
{
    auto request = surroundings(flags);
    request.image = flags.given("image") ? flags.text("image") : variable("GANDER_IMAGE");
    request.pull_policy = flags.text("image-pull-policy");
    request.config_map = flags.text("config-map");
    request.pull_secrets = flags.all("image-pull-secret");
    if (request.image.empty()) {
        throw Error(Errc::usage, "which image? There is no --image, and no GANDER_IMAGE",
                    "scripts/image builds localhost/gander:dev");
    }
    if (!flags.on("files-in-image") && request.config_map.empty()) {
        request.files = cluster::migration_files(directory(flags));
    }
    return request;
}

kubernetes::Request request(Flags const &flags, std::vector<std::string> command)
{
    auto where = connection(flags);
    auto request = container_request(flags);
    request.arguments = std::move(command);
    request.connection = std::move(where);
    return request;
}

} // namespace gander::cli::kube
