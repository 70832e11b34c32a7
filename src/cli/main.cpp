#include "cli/deadline.hpp"
#include "cli/environment.hpp"
#include "cli/exit_codes.hpp"
#include "cli/folder_hint.hpp"
#include "cli/kube/kube.hpp"
#include "cli/output.hpp"
#include "cli/personality.hpp"
#include "cli/report_file.hpp"
#include "cli/route.hpp"
#include "cli/secret_file.hpp"
#include "cli/sets.hpp"
#include "cli/settings.hpp"
#include "cli/signals.hpp"
#include "report/json.hpp"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <exception>
#include <optional>

namespace gander::cli {

namespace {

std::unique_ptr<Printer> make_printer(Personality const &who, Settings const &settings, ReportFile &report)
{
    auto shown = settings.json ? make_json_printer(settings, print) : who.text_printer(settings);
    if (!report.wanted()) {
        return shown;
    }
    return make_reporting_printer(std::move(shown), settings,
                                  [&report](std::string_view document) { report.keep(document); });
}

/// Empty where none is asked for.
std::string report_path(Personality const &who, Flags const &flags)
{
    return !who.own_variables ? "" : flags.given("report") ? flags.text("report") : variable("GANDER_REPORT");
}

/// Whether the line does, read without the care that flags are read with.
bool asks_for_json(std::vector<std::string> const &arguments)
{
    std::string all;
    for (auto const &argument : arguments) {
        all += argument + '\n';
    }
    auto const says = [&](std::string const &how) {
        return all.find("-output=" + how + "\n") != std::string::npos ||
               all.find("-output\n" + how + "\n") != std::string::npos;
    };
    return says("json") || (variable("GANDER_OUTPUT") == "json" && !says("text"));
}

/// The command of a line that asks for help, if one of its words names one.
Command const *command_in(std::vector<std::string> const &words)
{
    Command const *first = nullptr;
    for (auto const &word : words) {
        if (auto const *command = find_command(word); command != nullptr) {
            if (command->name !=
                "help") { // of which `gander help up --help` asks no more than `gander help up`
                return command;
            }
            first = command;
        }
    }
    return first;
}

/// `.env`. One that was not asked for may be wrong; as gander that is told, since its variables are missing.
void load_variables(Personality const &who, std::string const &choice)
{
    auto const error = load_env_file(choice);
    if (error.empty()) {
        return;
    }
    if (!choice.empty()) {
        throw Complete(Errc::usage, "failed to load env file: " + error);
    }
    if (who.own_variables) {
        complain("gander: .env was passed over: " + error);
    }
}

/// A switch with its value behind it as a word is answered with how to write it, once the word is in the way.
std::optional<Target> find_target(Personality const &who, CommandLine const &line)
{
    try {
        return who.target(line.words, surroundings());
    } catch (Error const &error) {
        if (!who.own_variables || line.loose_value.empty()) {
            throw;
        }
        throw Error(error.code(), error.what(), "write " + line.loose_value);
    }
}

int without_command(Personality const &who, Settings const &settings, ReportFile &report)
{
    Error const missing(Errc::usage, "there is no command on the line", "gander help lists the commands");
    if (settings.json) {
        throw Error(missing);
    }
    report.keep(report::json_error({}, missing, exit_usage));
    return who.no_command();
}

int run_command(Personality const &who, Settings const &settings, Printer &printer,
                std::stop_source const &stop)
{
    // What else there is is over in a moment, and dies of a signal like any other program.
    std::optional<Signals> signals;
    auto const needs = settings.target.command->needs;
    if (needs == Needs::database || needs == Needs::folder) {
        signals.emplace(stop);
    }
    return settings.target.command->run({who, settings, printer, stop.get_token()});
}

/// Any failure ends here: it is printed once, and becomes the exit code.
template<typename Work>
int guarded(Personality const &who, Settings const &settings, std::unique_ptr<Printer> const &printer,
            Work const &work)
{
    auto const fail = [&](Error const &error) {
        auto const code = Signals::caught() != 0 ? 128 + Signals::caught() : who.exit_code(error);
        auto told = who.own_variables ? told_of_folder(error, settings.directory) : std::nullopt;
        if (!told && who.own_variables) {
            told = told_of_sets(error, settings);
        }
        printer->failed(told ? *told : error, code);
        return code;
    };
    try {
        return work();
    } catch (Error const &error) {
        return fail(error);
    } catch (std::exception const &error) {
        return fail(Error(Errc::io, error.what()));
    }
}

/// `gander kube …` and `gander test …` are lines with flags of their own, around one that is run here.
auto line_of_lines(Personality const &who, std::vector<std::string> const &arguments)
{
    auto const first = who.own_variables && !arguments.empty() ? arguments[0] : std::string{};
    return first == "kube" ? kube::run : first == "test" ? kube::run_test : nullptr;
}

/// The one that the documents of such a line name. Deploying is the cluster's own word, as in its success.
Command const *command_of_line(std::vector<std::string> const &arguments)
{
    if (arguments[0] == "kube" || arguments.size() == 1) {
        return find_command(arguments[0]);
    }
    return find_command(arguments[1] == "deploy" ? "kube" : "test " + arguments[1]);
}

/// Flags, then `.env`, then the rest of the environment, then the words, then the command.
int run(Personality const &who, std::vector<std::string> const &arguments, std::stop_source const &stop,
        ReportFile &report, Route const &route = {})
{
    if (auto const line = line_of_lines(who, arguments)) {
        std::vector<std::string> const words{arguments.begin() + 1, arguments.end()};
        // A line of test's has flags that kube does not know.
        bool const json = arguments[0] == "test" ? asks_for_json(words) : kube::asks_for_json(words);
        Settings settings{.target = {.command = command_of_line(arguments)}, .json = json};
        auto printer = make_printer(who, settings, report);
        auto const run_here = [&](std::vector<std::string> const &inner, Route const &way) {
            return run(who, inner, stop, report, way);
        };
        return guarded(who, settings, printer, [&] { return line(who, words, stop, run_here); });
    }
    auto const line = parse_flags(who.flags(), arguments);
    if (line.help) {
        who.help(nullptr);
        return exit_done;
    }
    Settings settings;
    settings.json = asks_for_json(arguments); // for what fails before they are complete
    report.choose(report_path(who, line.flags));
    auto printer = make_printer(who, settings, report);
    return guarded(who, settings, printer, [&] {
        if (!line.error.empty()) {
            return who.bad_flag(line);
        }
        if (line.flags.on("version")) {
            who.version();
            return exit_done;
        }
        load_variables(who, line.flags.text("env"));
        auto const path = report_path(who, line.flags); // which .env may name
        report.choose(path);
        printer = make_printer(who, settings, report);
        refuse_dbstring("--report", path);
        settings = make_settings(who, line.flags);
        printer = make_printer(who, settings, report);
        if (line.flags.on("h") || line.flags.on("help")) {
            who.help(command_in(line.words));
            return exit_done;
        }
        report.open();
        Deadline const deadline{settings.timeout, stop,
                                who.exit_code(Error(Errc::cancelled, "it took longer than -timeout"))};
        // A document names its command, also when the rest of the line is wrong.
        if (settings.json || report.wanted()) {
            settings.target.command = command_in(line.words);
        }
        auto target = find_target(who, line);
        if (!target) {
            return without_command(who, settings, report);
        }
        settings.target = *std::move(target);
        if (!route.port.empty()) {
            settings.target.dbstring = route.through(settings.target);
        }
        who.check_flags(line.flags, *settings.target.command);
        check_settings(settings);
        if (settings.target.command->needs == Needs::database) {
            provide_password(settings.target.driver);
        }
        return run_command(who, settings, *printer, stop);
    });
}

/// The kernel keeps the signals from the first process of a container that it has no handler for.
void die_of_signals_as_first_process()
{
    if (getpid() != 1) {
        return;
    }
    for (int const number : stop_signals) {
        if (std::signal(number, [](int caught) { _exit(128 + caught); }) == SIG_IGN) {
            std::signal(number, SIG_IGN); // as it was
        }
    }
}

} // namespace

} // namespace gander::cli

int main(int argc, char **argv)
{
    using namespace gander::cli;
    std::signal(SIGPIPE,
                SIG_IGN); // a reader that has gone is an error of the write, not the end of a migration
    die_of_signals_as_first_process();
    std::vector<std::string> words(argv, argv + argc);
    auto const &who = take_name(words);
    std::stop_source const stop; // the clock and signals ask here
    give_up_output_after(stop.get_token());
    ReportFile report;
    auto code = run(who, words, stop, report);
    if (code != exit_done && Signals::caught() != 0) {
        code = 128 + Signals::caught();
    }
    if (!flush_output()) {
        complain(std::string(who.name) + ": could not write to stdout");
        code = code == exit_done ? exit_no : code;
    }
    report.write(code);
    return code;
}
