#include "base/suggest.hpp"
#include "cli/exit_codes.hpp"
#include "cli/kube/kube.hpp"
#include "cli/output.hpp"
#include "kubernetes/job.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gander::cli::kube {

namespace {

[[noreturn]] void refuse(CommandLine const &line)
{
    std::vector<std::string_view> names;
    std::ranges::transform(flags(), std::back_inserter(names), &FlagSpec::name);
    auto const near = line.culprit.empty() ? std::nullopt : suggest(line.culprit, names);
    throw Error(Errc::usage, line.error,
                near ? fmt::format("did you mean -{}?", *near) : "gander kube --help lists the flags");
}

struct Kind
{
    std::string_view word;
    std::string_view command; // where none is given
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
});

Kind const &kind(std::vector<std::string> const &words)
{
    auto const word = words.size() < 2 ? std::string("job") : words[1];
    auto const hit = std::ranges::find(kinds, word, &Kind::word);
    if (hit == kinds.end() || words.size() > 2) {
        throw Error(
            Errc::usage, fmt::format("kube render: what is {}?", masked(words.size() > 2 ? words[2] : word)),
            "job, config-map, init-container and gate can be rendered; the command to run stands behind --");
    }
    return *hit;
}

int render(CommandLine const &line, std::vector<std::string> command)
{
    auto const &what = kind(line.words);
    if (command.empty()) {
        command = {std::string(what.command)};
    }
    auto const documents = what.render(request(line.flags, std::move(command)));
    if (line.flags.text("output") == "json") {
        kubernetes::Manifest const list{{"apiVersion", "v1"}, {"kind", "List"}, {"items", documents}};
        write_out(list.dump(2) + '\n');
    } else {
        write_out(kubernetes::yaml_stream(documents));
    }
    return exit_done;
}

} // namespace

int run(std::vector<std::string> const &words)
{
    auto const separator = std::ranges::find(words, "--");
    auto const line = parse_flags(flags(), std::span{words.begin(), separator});
    if (!line.error.empty()) {
        refuse(line);
    }
    if (line.flags.on("h") || line.flags.on("help")) {
        write_out(help());
        return exit_done;
    }
    if (line.words.empty() || line.words[0] != "render") {
        throw Error(Errc::usage,
                    line.words.empty() ? "kube: a word is missing"
                                       : fmt::format("kube {}: no such command", masked(line.words[0])),
                    "there is kube render");
    }
    return render(line, separator == words.end() ? std::vector<std::string>{}
                                                 : std::vector<std::string>(separator + 1, words.end()));
}

} // namespace gander::cli::kube
