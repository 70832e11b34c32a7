#include "cli/kube/command.hpp"

#include "cli/commands.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace gander::cli::kube {

namespace {

CommandLine parse(Personality const &who, std::vector<std::string> const &line)
{
    auto parsed = parse_flags(who.flags(), line);
    if (!parsed.error.empty()) {
        throw Error(Errc::usage, fmt::format("behind --: {}", parsed.error), parsed.hint);
    }
    if (parsed.words.empty()) {
        throw Error(Errc::usage, "behind --: which command?",
                    "such as status, or up-to 7; gander help lists them");
    }
    return parsed;
}

[[noreturn]] void throw_no_command(std::string const &word, std::string const &hint)
{
    auto const near = nearest_command(word);
    throw Error(Errc::usage, fmt::format("behind --: {} is no command that can be run there", masked(word)),
                near ? fmt::format("did you mean {}?", *near) : hint);
}

bool is_command(std::string const &word) { return word != "kube" && find_command(word) != nullptr; }

} // namespace

std::string command_in_pod(Personality const &who, std::vector<std::string> const &line)
{
    for (auto const &word : line) {
        if (masked(word) != word) {
            throw Error(
                Errc::usage,
                fmt::format("behind --: {} would stand in the manifest for all to read", masked(word)),
                "--secret NAME/KEY names a Secret with the connection string");
        }
    }
    auto const parsed = parse(who, line);
    if (!is_command(parsed.words[0])) {
        throw_no_command(parsed.words[0], "the database is told by --secret and the like, before --");
    }
    for (auto const &path : parsed.flags.all("after")) {
        if (!path.starts_with('/')) {
            throw Error(Errc::usage,
                        fmt::format("behind --: -after {} is a file here, and not in the pod", masked(path)),
                        "a file in the migrations' folder whose name ends in .after comes along, and is run");
        }
    }
    return parsed.words[0];
}

void check_command_here(Personality const &who, std::vector<std::string> const &line)
{
    auto const parsed = parse(who, line);
    if (parsed.words[0] == "kube" || std::ranges::none_of(parsed.words, is_command)) {
        throw_no_command(parsed.words[0] == "kube" ? "kube" : parsed.words.back(),
                         "gander help lists the commands");
    }
}

} // namespace gander::cli::kube
