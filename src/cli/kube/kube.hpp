#pragma once
/// `gander kube …`: gander's commands in a cluster. A command line of its own, with flags of its own.

#include "cli/flags.hpp"
#include "kubernetes/yaml.hpp"

#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gander::kubernetes {
struct Connection;
struct Patch;
struct Request;
} // namespace gander::kubernetes

namespace gander::cli {
struct Personality;
struct Route;
} // namespace gander::cli

namespace gander::cli::kube {

/// Runs a line of gander's here, with another way to its database. Returns the exit code.
using RunCommand = std::function<int(std::vector<std::string> const &line, Route const &route)>;

/// `kube WORD… [FLAGS] [-- COMMAND…]`, taken apart.
struct Line
{
    Personality const &who;
    std::vector<std::string> words{}; ///< without kube
    Flags flags{};
    std::vector<std::string> command{}; ///< gander's, behind `--`
    std::stop_source stop{};
    RunCommand run_command{};

    bool json() const; ///< one document is wanted on stdout
};

/// What is behind the word kube. Returns the exit code; throws Error.
int run(Personality const &who, std::vector<std::string> const &arguments, std::stop_source const &stop,
        RunCommand const &run_command);

/// What is behind the word test: a line of gander's, whose database may be behind a Service, as flags of
/// kube's say.
int run_test(Personality const &who, std::vector<std::string> const &arguments, std::stop_source const &stop,
             RunCommand const &run_command);

/// Whether the line asks for JSON, for what fails before it is understood.
bool asks_for_json(std::vector<std::string> const &arguments);

// One of these for each word.
int render(Line const &line);
int run_job(Line const &line);
int show_logs(Line const &line);
int clean(Line const &line);
int port_forward(Line const &line);
int deploy_postgres(Line const &line);

/// `kube render postgres`: what deploy_postgres applies, but for the Secret of a database that is made up
/// here.
std::vector<kubernetes::Manifest> render_postgres(Line const &line);

/// The words of flags that say what a database is made of: of render, postgres is meant.
inline constexpr std::string_view only_postgres = "render,deploy-postgres";

std::span<FlagSpec const> flags() noexcept;
std::string help();

/// Where the database is, by flags. Throws Errc::usage, also where nothing says it.
kubernetes::Connection connection(Flags const &flags);

/// What flags and the command behind `--` ask for. Reads the migration files. Throws Error.
kubernetes::Request request(Flags const &flags, std::vector<std::string> command);

/// The same but for the connection and the command.
kubernetes::Request container_request(Flags const &flags);

/// What flags say of objects that run nothing. Throws Error.
kubernetes::Request surroundings(Flags const &flags);

/// What the files of --patch say, in the line's order. Throws Error.
std::vector<kubernetes::Patch> patches(Flags const &flags);

} // namespace gander::cli::kube
