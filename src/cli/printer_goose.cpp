#include "base/quote.hpp"
#include "cli/goose_text.hpp"
#include "cli/output.hpp"
#include "cli/plan_text.hpp"
#include "cli/printer.hpp"
#include "cli/settings.hpp"
#include "cli/summary.hpp"
#include "report/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::cli {

namespace {

constexpr std::string_view gray = "\033[90m";
constexpr std::string_view plain = "\033[00m";

/// The run as it goes. goose drops notices, so does this.
class GooseObserver : public Observer
{
public:
    explicit GooseObserver(Settings const &settings) : m_settings(settings) {}

    bool wants_trace() const override { return m_settings.verbose; }
    void on_trace(std::string_view line) override { log_line(line); }

    void on_begin(Step const &step) override
    {
        if (step.tx == TxMode::transaction) {
            detail("Begin transaction");
        }
    }
    void on_statement(Step const &step, Statement const &statement) override
    {
        // In a transaction goose has a line break before the colour ends.
        auto const end = step.tx == TxMode::transaction ? "\n" : "";
        detail(fmt::format("Executing statement: {}{}", report::shown_statement(statement.text), end));
    }
    void on_rollback(Step const &) override { detail("Rollback transaction"); }
    void on_commit(Step const &) override { detail("Commit transaction"); }
    void on_note(std::string_view text) override
    {
        if (!is_silent_in_goose(text)) {
            log_line(fmt::format("goose: note: {}", text));
        }
    }
    void on_result(Result const &result) override { log_line(report::result_line(result)); }

private:
    void detail(std::string_view text) const
    {
        if (m_settings.verbose) {
            log_line(m_settings.color ? fmt::format("{}{}{}", gray, text, plain) : std::string(text));
        }
    }

    Settings const &m_settings;
};

class GoosePrinter : public Printer
{
public:
    explicit GoosePrinter(Settings const &settings) : m_settings(settings), m_observer(settings) {}

    Observer &observer() override { return m_observer; }

    void ran(Report const &report) override
    {
        auto const text = goose_summary(m_settings.command(), m_settings.versioning, report);
        if (!text.empty()) {
            log_line("goose: " + text);
        }
    }

    void chosen(Subset const & /*subset*/) override {}
    void discovered(std::vector<Source> const & /*sources*/) override {}
    void adopted(Adoption const &) override {} // goose has no such command
    void planned(Plan const &) override {}     // goose has no such command

    void status(std::vector<Status> const &rows) override
    {
        auto const head = report::status_head();
        auto const middle = head.find('\n');
        log_line(head.substr(0, middle));
        log_line(head.substr(middle + 1));
        for (auto const &row : rows) {
            if (row.state != State::untracked) {
                log_line(m_settings.versioning ? line(row) : unversioned(row));
            }
        }
    }

    void version(Version version) override
    {
        log_line(fmt::format("goose: {} {}", m_settings.versioning ? "version" : "file version", version));
    }

    void answered(Peer const &, std::chrono::nanoseconds) override {} // goose has no such command
    void judged(Requirement const &, std::string_view) override {}    // goose has no such command

    void verified(Verification const &) override {}            // goose has no such command
    void made(TestDatabase const &) override {}                // goose has no such command
    void dropped(std::vector<std::string> const &) override {} // goose has no such command

    void created(std::filesystem::path const &file) override
    {
        log_line("Created new file: " + file.string());
    }

    void renamed(std::vector<Rename> const &renames) override
    {
        for (auto const &each : renames) {
            log_line(
                fmt::format("RENAMED {} => {}", each.from.filename().string(), each.to.filename().string()));
        }
    }

    void validated(Validation const &validation) override
    {
        auto const problem = std::ranges::find_if(validation.problems, goose_refuses);
        if (problem != validation.problems.end()) {
            log_line(goose_problem_line(*problem));
        } else if (m_settings.verbose) {
            write_out(file_table(validation.files));
        }
    }

    void installed(Installed const &) override {} // goose has no such command

    void drivers(std::span<DriverWord const> words) override
    {
        print("Available drivers:");
        for (auto const &each : words) {
            print(fmt::format("  {}", each.word));
        }
    }

    void environment(Variables const &variables) override
    {
        for (auto const &[name, value] : variables) {
            print(fmt::format("{}={}", name, go_quoted(value)));
        }
    }

    void failed(Error const &error, int) override
    {
        auto const command = m_settings.command();
        if (command == "down-to" && error.code() == Errc::version_not_found) {
            log_line(fmt::format("goose: migration file not found for current version ({}), error: {}",
                                 error.version(), error.what()));
        }
        log_line(goose_error_line(command, m_settings.versioning, error));
    }

private:
    static std::string line(Status const &row)
    {
        if (row.state == State::applied && !row.applied_at) {
            throw Complete(
                Errc::history,
                "goose run: failed to print status: failed to query the latest migration: sql: Scan error on "
                "column index 0, "
                "name \"tstamp\": unsupported Scan, storing driver.Value type <nil> into type *time.Time");
        }
        return report::status_line(row);
    }

    static std::string unversioned(Status const &row)
    {
        return fmt::format("    {:<24} -- {}", "no versioning", file_name(row.source));
    }

    Settings const &m_settings;
    GooseObserver m_observer;
};

} // namespace

std::unique_ptr<Printer> make_goose_printer(Settings const &settings)
{
    return std::make_unique<GoosePrinter>(settings);
}

} // namespace gander::cli
