#include "cli/exit_codes.hpp"
#include "cli/kube/command.hpp"
#include "cli/kube/kube.hpp"
#include "cli/output.hpp"
#include "kubernetes/access.hpp"
#include "kubernetes/job.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gander::cli::kube {

namespace {

struct Kind
{
    std::string_view word;
    std::string_view command; // where none is given; empty for what runs none
    std::vector<kubernetes::Manifest> (*render)(kubernetes::Request const &request);
};

constexpr auto kinds = std::to_array<Kind>({
    {"job", "up", kubernetes::render_job},
    {"config-map", "up", kubernetes::render_config_maps},
    {"init-container", "up",
     [](kubernetes::Request const &request) {
         return std::vector{render_init_container(request, "migrate")};
     }},
    {"gate", "gate",
     [](kubernetes::Request const &request) { return std::vector{render_init_container(request, "gate")}; }},
    {"rbac", "", kubernetes::render_rbac},
    {"network-policy", "", kubernetes::render_network_policy},
});

Kind const &kind(std::vector<std::string> const &words)
{
    auto const word = words.size() < 2 ? std::string("job") : words[1];
    auto const hit = std::ranges::find(kinds, word, &Kind::word);
    if (hit == kinds.end()) {
        throw Error(
            Errc::usage, fmt::format("kube render: what is {}?", masked(word)),
            "job, config-map, init-container, gate, postgres, rbac and network-policy can be rendered; the "
            "command to run stands behind --");
    }
    return *hit;
}

kubernetes::Request request_for(Kind const &what, Line const &line)
{
    if (!what.command.empty()) {
        auto const command = line.command.empty() ? std::vector{std::string(what.command)} : line.command;
        command_in_pod(line.who, command);
        return request(line.flags, command);
    }
    if (!line.command.empty()) {
        throw Error(Errc::usage, fmt::format("kube render {} runs no command", what.word));
    }
    return surroundings(line.flags);
}

std::vector<kubernetes::Manifest> rendered(Line const &line)
{
    if (line.words.size() > 1 && line.words[1] == "postgres") {
        return render_postgres(line);
    }
    auto const &what = kind(line.words);
    for (auto const &name : line.flags.names()) {
        auto const spec = std::ranges::find(flags(), name, &FlagSpec::key);
        if (spec->commands == only_postgres) {
            throw Error(Errc::usage, fmt::format("kube render {} takes no -{}", what.word, name),
                        "it is for kube render postgres and kube deploy-postgres");
        }
    }
    return what.render(request_for(what, line));
}

} // namespace

int render(Line const &line)
{
    auto const documents = rendered(line);
    if (line.json()) {
        kubernetes::Manifest const list{{"apiVersion", "v1"}, {"kind", "List"}, {"items", documents}};
        write_out(list.dump(2) + '\n');
    } else {
        write_out(kubernetes::yaml_stream(documents));
    }
    return exit_done;
}

} // namespace gander::cli::kube
