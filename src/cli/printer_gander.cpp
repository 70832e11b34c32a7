#include "base/duration.hpp"
#include "base/quote.hpp"
#include "cli/adoption_text.hpp"
#include "cli/connection_hint.hpp"
#include "cli/install.hpp"
#include "cli/observer_gander.hpp"
#include "cli/output.hpp"
#include "cli/plan_text.hpp"
#include "cli/printer.hpp"
#include "cli/settings.hpp"
#include "cli/signals.hpp"
#include "cli/subset_text.hpp"
#include "cli/summary.hpp"
#include "report/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace gander::cli {

namespace {

class GanderPrinter : public Printer
{
public:
    explicit GanderPrinter(Settings const &settings) : m_settings(settings), m_observer(settings, true) {}

    Observer &observer() override { return m_observer; }

    void chosen(Subset const &subset) override { m_subset = subset; }

    void ran(Report const &report) override
    {
        auto const text = gander_summary(m_settings.command(), m_settings.versioning, report);
        if (!text.empty()) {
            print("gander: " + text);
        }
        write_out(subset_text(m_subset, m_settings.verbose));
    }

    void discovered(std::vector<Source> const &sources) override { write_out(sources_text(sources)); }

    void adopted(Adoption const &adoption) override;

    void planned(Plan const &plan) override
    {
        write_out(plan_text(plan, m_settings.sql, m_settings.versioning));
    }

    void status(std::vector<Status> const &rows) override
    {
        print(report::status_head());
        for (auto const &row : rows) {
            print(m_settings.versioning
                      ? report::status_line(row)
                      : fmt::format("    {:<24} -- {}", "no versioning", file_name(row.source)));
        }
    }

    void version(Version version) override
    {
        print(fmt::format("gander: {} {}", m_settings.versioning ? "version" : "file version", version));
    }

    void verified(Verification const &result) override;

    void made(TestDatabase const &database) override { print(database.peer.database); }

    void dropped(std::vector<std::string> const &databases) override
    {
        for (auto const &name : databases) {
            print(fmt::format("gander: dropped {}", name));
        }
        if (databases.empty()) {
            print("gander: there was nothing to drop");
        }
    }

    void answered(Peer const &peer, std::chrono::nanoseconds waited) override
    {
        print(fmt::format("gander: {} answers after {}", place_of(peer), short_duration(waited)));
    }
    void judged(Requirement const &required, std::string_view answer) override
    {
        print(fmt::format("gander: {}",
                          answer.empty() ? requirement_text(required, m_settings.directory) : answer));
    }

    void created(std::filesystem::path const &file) override { print("Created new file: " + file.string()); }

    void renamed(std::vector<Rename> const &renames) override
    {
        for (auto const &each : renames) {
            print(
                fmt::format("RENAMED {} => {}", each.from.filename().string(), each.to.filename().string()));
        }
        if (renames.empty()) {
            print("gander: no file is numbered by time, nothing to rename");
        }
    }

    void validated(Validation const &validation) override;

    void installed(Installed const &installed) override
    {
        auto const both = installed.goose.empty() ? "" : " and " + installed.goose;
        print(fmt::format("gander: installed {}{}", installed.gander, both));
    }

    void drivers(std::span<DriverWord const> words) override
    {
        print("Available drivers:");
        for (auto const &each : words) {
            print(fmt::format("  {:<10} {} tables, through {}", each.word, each.dialect, each.driver));
        }
    }

    void environment(Variables const &variables) override
    {
        for (auto const &[name, value] : variables) {
            print(fmt::format("{}={}", name, go_quoted(value)));
        }
    }

    void failed(Error const &error, int exit_code) override;

private:
    void run_failed(MigrationError const &error) const;
    std::string what(Error const &error) const;

    Settings const &m_settings;
    GanderObserver m_observer;
    Subset m_subset{};
};

void print_problems(std::vector<Problem> const &problems)
{
    for (auto const &problem : problems) {
        complain(report::problem_block(problem));
    }
}

void GanderPrinter::adopted(Adoption const &adoption)
{
    auto const summary = "gander: " + adoption_summary(adoption);
    if (adoption.missing.empty() && adoption.undone.empty()) {
        write_out(unchecked_text(adoption.unchecked, m_settings.verbose));
        print(summary);
    } else {
        print_problems(adoption.missing);
        print_problems(adoption.undone);
        write_error(unchecked_text(adoption.unchecked, m_settings.verbose));
        complain(summary);
    }
}

void GanderPrinter::verified(Verification const &result)
{
    auto const summary = "gander: " + verification_summary(result);
    if (result.passed()) {
        write_out(unchecked_text(result.unchecked, m_settings.verbose));
        print(summary);
    } else {
        print_problems(result.missing);
        print_problems(result.undone);
        write_error(unchecked_text(result.unchecked, m_settings.verbose));
        complain(summary);
    }
}

void GanderPrinter::validated(Validation const &validation)
{
    print_problems(validation.problems);
    if (m_settings.verbose) {
        write_out(file_table(validation.files));
    }
    auto const errors = static_cast<std::size_t>(
        std::ranges::count(validation.problems, Severity::error, &Problem::severity));
    auto const warnings = validation.problems.size() - errors;
    auto const read = counted(validation.files.size(), "file");
    if (errors > 0) {
        complain(fmt::format("gander: {}", counted(errors, "problem")));
    } else if (warnings > 0) {
        print(fmt::format("gander: {} read, {}", read, counted(warnings, "warning")));
    } else {
        print(fmt::format("gander: {} read, no problem found", read));
    }
}

std::string GanderPrinter::what(Error const &error) const
{
    if (auto stopped = stop_text(error, Signals::caught(), m_settings.timeout); !stopped.empty()) {
        return stopped;
    }
    std::string text = error.what();
    return error.code() == Errc::out_of_order && text.starts_with("error: ") ? text.substr(7) : text;
}

void GanderPrinter::run_failed(MigrationError const &error) const
{
    auto const &report = error.report();
    if (report.failed) {
        complain(report::failure_block(*report.failed));
    }
    auto const stopped = stop_text(error, Signals::caught(), m_settings.timeout);
    auto const head = !stopped.empty() ? stopped
                      : !report.failed ? std::string(error.what())
                                       : std::string("the run has failed");
    complain(fmt::format("gander: {}\n{}", head,
                         failure_summary(report, m_settings.versioning, m_settings.command())));
}

void GanderPrinter::failed(Error const &error, int)
{
    write_out(subset_text(m_subset, m_settings.verbose));
    if (auto const *migration = dynamic_cast<MigrationError const *>(&error)) {
        run_failed(*migration);
        return;
    }
    if (auto const *parse = dynamic_cast<ParseError const *>(&error)) {
        print_problems(parse->problems());
        complain(
            fmt::format("gander: {}; nothing has been run", counted(parse->problems().size(), "problem")));
        return;
    }
    complain(fmt::format("gander: {}", what(error)));
    auto const hint = error.hint().empty() ? connection_hint(error) : error.hint();
    if (!hint.empty()) {
        complain(fmt::format("  hint: {}", hint));
    }
}

} // namespace

std::unique_ptr<Printer> make_gander_printer(Settings const &settings)
{
    return std::make_unique<GanderPrinter>(settings);
}

} // namespace gander::cli
