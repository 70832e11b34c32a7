#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/flag_table.hpp"
#include "cli/kube/cluster.hpp"
#include "cli/output.hpp"
#include "cli/route.hpp"
#include "cli/usage.hpp"
#include "cluster/tunnel.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace gander::cli::kube {

namespace {

/// One line of two kinds of flags: the cluster's, and the rest with the command in it.
struct Parted
{
    std::vector<std::string> cluster{};
    std::vector<std::string> rest{};
    std::vector<std::string>
        database{}; ///< DRIVER DBSTRING or a URL, which elsewhere stand before the command
};

std::string_view name_of(std::string_view flag)
{
    auto const name = flag.substr(std::min(flag.find_first_not_of('-'), flag.size()));
    return name.substr(0, name.find('='));
}

bool takes_value(std::span<FlagSpec const> specs, std::string_view word)
{
    auto const spec = std::ranges::find(specs, name_of(word), &FlagSpec::name);
    return spec != specs.end() && spec->type != FlagType::boolean && word.find('=') == std::string_view::npos;
}

bool is_driver(std::string_view word)
{
    return std::ranges::find(drivers(), word, &DriverWord::word) != drivers().end();
}

/// How many words of DRIVER DBSTRING begin here, of which both may be missing; `words` plain ones came
/// before. Behind create and drop a driver's word alone is the database's name.
std::size_t database_words(std::span<std::string const> rest, std::size_t words)
{
    if (words == 0 || !is_driver(rest[0])) {
        return 0;
    }
    bool const alone =
        rest.size() == 1 || rest[1].starts_with('-') || rest[1] == "create" || rest[1] == "drop";
    return !alone ? 2 : words == 1 ? 1 : 0;
}

/// Flags that both know, such as -dir, are the command's. -timeout is for the way there too.
Parted part(std::vector<std::string> const &line)
{
    Parted parted;
    std::size_t words = 0; // plain ones; the first is the command
    for (auto word = line.begin(); word != line.end(); ++word) {
        auto const name = word->starts_with('-') ? name_of(*word) : std::string_view{};
        auto const is_in = [&](std::span<FlagSpec const> specs) {
            return std::ranges::find(specs, name, &FlagSpec::name) != specs.end();
        };
        auto const spec = std::ranges::find(flags(), name, &FlagSpec::name);
        bool const ours = spec != flags().end() && spec->belongs_to("test") && !is_in(all_flags());
        auto const last =
            takes_value(ours ? flags() : all_flags(), *word) && word + 1 != line.end() ? word + 1 : word;
        if (ours || name == "timeout") {
            parted.cluster.insert(parted.cluster.end(), word, last + 1);
        }
        auto const taken = static_cast<std::ptrdiff_t>(database_words({word, line.end()}, words));
        if (name.empty() && driver_of_url(*word)) {
            parted.database.push_back(*word);
        } else if (taken > 0) {
            parted.database.assign(word, word + taken);
            word += taken - 1;
            continue;
        } else if (!ours) {
            parted.rest.insert(parted.rest.end(), word, last + 1);
        }
        words += name.empty() ? 1 : 0;
        word = last;
    }
    return parted;
}

/// `test apply` is one word to the table of commands.
std::string command_name(std::vector<std::string> const &line)
{
    return line.empty() || line[0].starts_with('-') ? std::string{} : "test " + line[0];
}

std::string verbs()
{
    std::string text;
    for (auto const &command : commands()) {
        if (command.name.starts_with("test ")) {
            text += (text.empty() ? "" : ", ") + std::string(command.name.substr(5));
        }
    }
    return text;
}

std::string test_help()
{
    std::string text =
        "Usage: gander test COMMAND [FLAGS]\n\nWhat suites need around their tests.\n\nCommands:\n";
    for (auto const &command : commands()) {
        if (command.name.starts_with("test ")) {
            text += command_line(fmt::format("{} {}", command.name.substr(5), command.arguments),
                                 command.summary);
        }
    }
    std::vector<FlagSpec> cluster;
    std::ranges::copy_if(flags(), std::back_inserter(cluster), [](FlagSpec const &flag) {
        return flag.belongs_to("test") && (!flag.commands.empty() || flag.name == "n");
    });
    return text +
           "\ngander test COMMAND --help explains one. With any of these flags the database is in a cluster, "
           "and "
           "reached\nthrough kubectl:\n" +
           flag_list(cluster);
}

Flags cluster_flags(std::vector<std::string> const &line)
{
    auto parsed = parse_flags(flags(), line);
    if (!parsed.error.empty()) {
        throw Error(Errc::usage, parsed.error, parsed.hint);
    }
    return std::move(parsed.flags);
}

bool is_in_cluster(Flags const &flags)
{
    auto names = flags.names();
    std::erase(names, "timeout");
    return !names.empty();
}

/// The Service's name is the host's too, which a certificate may have to match.
void take_database(Flags &flags, std::string const &service, cluster::Kubectl const &client)
{
    if (!names_connection(flags)) {
        ::setenv("PGHOST", service.c_str(), 0);
        return;
    }
    if (!flags.given("secret")) {
        flags.set("host", service);
    }
    take_connection(flags, client);
}

} // namespace

int run_test(Personality const &who, std::vector<std::string> const &arguments, std::stop_source const &stop,
             RunCommand const &run_command)
{
    using namespace std::chrono_literals;
    auto const name = command_name(arguments);
    if (name == "test deploy") { // the cluster's own word for it
        auto line = arguments;
        line[0] = "deploy-postgres";
        return run(who, line, stop, run_command);
    }
    if (arguments == std::vector<std::string>{"--help"} || arguments == std::vector<std::string>{"-h"}) {
        write_out(test_help());
        return exit_done;
    }
    if (find_command(name) == nullptr) {
        throw Error(Errc::usage,
                    name.empty() ? "test: a word is missing"
                                 : fmt::format("{}: no such command", masked(name)),
                    "there are test " + verbs());
    }
    auto parted = part(arguments);
    parted.rest[0] = name;
    parted.rest.insert(parted.rest.begin(), parted.database.begin(), parted.database.end());
    Line line{.who = who, .flags = cluster_flags(parted.cluster), .stop = stop};
    if (!is_in_cluster(line.flags)) {
        return run_command(parted.rest, {});
    }
    std::optional<Interruption> waiting{line};
    auto const client = kubectl(line);
    Narrator narrator{false};
    auto const service = line.flags.given("service") ? line.flags.text("service") : std::string("postgresql");
    take_database(line.flags, service, client);
    auto const port = line.flags.given("port") ? line.flags.text("port") : std::string("5432");
    cluster::Tunnel const tunnel{client,
                                 {.to = "svc/" + service, .port = port},
                                 duration(line.flags, "ready-timeout", 5min),
                                 narrator};
    waiting.reset();
    return run_command(parted.rest, Route{.port = tunnel.port()});
}

} // namespace gander::cli::kube
