#include "base/suggest.hpp"
#include "cli/deadline.hpp"
#include "cli/environment.hpp"
#include "cli/exit_codes.hpp"
#include "cli/kube/kube.hpp"
#include "cli/output.hpp"
#include "cli/settings.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace gander::cli::kube {

namespace {

struct Word
{
    std::string_view name;
    int (*run)(Line const &line);
    std::size_t most = 1; ///< words, this one included
    bool command = true;  ///< takes one behind `--`
};

constexpr auto words = std::to_array<Word>({
    {"render", render, 2},
    {"run", run_job},
    {"up", run_job},
    {"logs", show_logs, 1, false},
    {"clean", clean, 1, false},
    {"port-forward", port_forward},
    {"deploy-postgres", deploy_postgres, 1, false},
});

std::string list()
{
    std::string text;
    for (auto const &word : words) {
        text += (text.empty() ? "" : ", ") + std::string(word.name);
    }
    return text;
}

[[noreturn]] void refuse(CommandLine const &line)
{
    std::vector<std::string_view> names;
    std::ranges::transform(flags(), std::back_inserter(names), &FlagSpec::name);
    auto const near = line.culprit.empty() ? std::nullopt : suggest(line.culprit, names);
    throw Error(Errc::usage, line.error,
                near ? fmt::format("did you mean -{}?", *near) : "gander kube --help lists the flags");
}

Word const &find_word(std::vector<std::string> const &given)
{
    auto const name = given.empty() ? std::string{} : given[0];
    auto const hit = std::ranges::find(words, name, &Word::name);
    if (hit == words.end()) {
        throw Error(Errc::usage,
                    name.empty() ? "kube: a word is missing"
                                 : fmt::format("kube {}: no such command", masked(name)),
                    "there are kube " + list());
    }
    return *hit;
}

bool wants_json(Flags const &given)
{
    return (given.given("output") ? given.text("output") : variable("GANDER_OUTPUT")) == "json";
}

/// The table calls gander test a word of kube's.
std::string owners(FlagSpec const &flag)
{
    auto names = flag.owners();
    bool const test = std::erase(names, "test") != 0;
    auto const kube = names.empty() ? std::string{} : fmt::format("kube {}", fmt::join(names, ", "));
    return kube + (test && !kube.empty() ? " and " : "") + (test ? "gander test" : "");
}

/// The flags' table names those words that a flag is for, where it is not for all.
void check_flags(Flags const &given, std::string_view word)
{
    for (auto const &name : given.names()) {
        for (auto const &value :
             name == "map" ? std::vector<std::string>{} : given.all(name)) { // names of keys
            refuse_dbstring("--" + name, value);
        }
        auto const spec = std::ranges::find(flags(), name, &FlagSpec::key);
        if (!spec->belongs_to(word)) {
            throw Error(Errc::usage, fmt::format("kube {} takes no -{}", word, spec->name),
                        "it is for " + owners(*spec));
        }
    }
}

void check_words(Word const &word, Line const &line)
{
    if (line.words.size() > word.most) {
        throw Error(
            Errc::usage, fmt::format("kube {}: what is {}?", word.name, masked(line.words[word.most])),
            word.command ? "the command to run stands behind --" : "gander kube --help lists what it takes");
    }
    if (!word.command && !line.command.empty()) {
        throw Error(Errc::usage, fmt::format("kube {} runs no command", word.name), "kube run does");
    }
}

} // namespace

bool Line::json() const { return wants_json(flags); }

bool asks_for_json(std::vector<std::string> const &arguments)
{
    auto const line = parse_flags(flags(), std::span{arguments.begin(), std::ranges::find(arguments, "--")});
    return wants_json(line.flags);
}

int run(Personality const &who, std::vector<std::string> const &arguments, std::stop_source const &stop,
        RunCommand const &run_command)
{
    auto const separator = std::ranges::find(arguments, "--");
    auto parsed = parse_flags(flags(), std::span{arguments.begin(), separator});
    if (!parsed.error.empty()) {
        refuse(parsed);
    }
    if (parsed.flags.on("h") || parsed.flags.on("help")) {
        write_out(help());
        return exit_done;
    }
    Line line{.who = who,
              .words = std::move(parsed.words),
              .flags = std::move(parsed.flags),
              .stop = stop,
              .run_command = run_command};
    if (separator != arguments.end()) {
        line.command.assign(separator + 1, arguments.end());
    }
    auto const &word = find_word(line.words);
    check_flags(line.flags, word.name);
    check_words(word, line);
    return word.run(line);
}

} // namespace gander::cli::kube
