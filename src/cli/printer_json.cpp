#include "cli/install.hpp"
#include "cli/observer_gander.hpp"
#include "cli/printer.hpp"
#include "cli/settings.hpp"
#include "cli/signals.hpp"
#include "cli/summary.hpp"
#include "report/json.hpp"

#include <optional>

namespace gander::cli {

namespace {

/// One document whatever happens. What the server and Gander say by the way goes to stderr.
class JsonPrinter : public Printer
{
public:
    JsonPrinter(Settings const &settings, Documents documents)
        : m_settings(settings), m_documents(std::move(documents)), m_observer(settings, false)
    {
    }

    Observer &observer() override { return m_observer; }
    void chosen(Subset const &subset) override { m_subset = subset; }
    void ran(Report const &report) override { document(report::json_report(command(), report, m_subset)); }
    void discovered(std::vector<Source> const &sources) override
    {
        document(report::json_sources(command(), sources));
    }
    void adopted(Adoption const &adoption) override { document(report::json_adoption(command(), adoption)); }
    void planned(Plan const &plan) override { document(report::json_plan(command(), plan, m_settings.sql)); }
    void status(std::vector<Status> const &rows) override { document(report::json_status(command(), rows)); }
    void version(Version version) override { document(report::json_version(command(), version)); }
    void answered(Peer const &peer, std::chrono::nanoseconds waited) override
    {
        document(report::json_answer(command(), peer, waited));
    }
    void judged(Requirement const &required, std::string_view answer) override
    {
        document(report::json_gate(command(), required, m_settings.directory, answer));
    }
    void verified(Verification const &result) override
    {
        document(report::json_verification(command(), result));
    }
    void made(TestDatabase const &database) override
    {
        document(report::json_test_database(command(), database));
    }
    void dropped(std::vector<std::string> const &databases) override
    {
        document(report::json_dropped(command(), databases));
    }
    void created(std::filesystem::path const &file) override
    {
        document(report::json_created(command(), file.string()));
    }
    void renamed(std::vector<Rename> const &renames) override
    {
        document(report::json_renamed(command(), renames));
    }
    void validated(Validation const &validation) override
    {
        document(report::json_validation(command(), validation));
    }
    void installed(Installed const &installed) override
    {
        document(report::json_installed(command(), installed.gander, installed.goose));
    }
    void drivers(std::span<DriverWord const> words) override
    {
        document(report::json_drivers(command(), words));
    }
    void environment(Variables const &variables) override
    {
        document(report::json_environment(command(), variables));
    }
    void failed(Error const &error, int exit_code) override
    {
        if (!m_printed) { // up-by-one as goose fails after its report
            document(failure(error, exit_code));
        }
    }

private:
    std::string_view command() const { return m_settings.command(); }

    /// With the same sentence for -timeout as the text has.
    std::string failure(Error const &error, int exit_code) const
    {
        auto const stopped = stop_text(error, Signals::caught(), m_settings.timeout);
        if (stopped.empty()) {
            return report::json_error(command(), error, exit_code, m_subset);
        }
        if (auto const *run = dynamic_cast<MigrationError const *>(&error)) {
            return report::json_error(command(), MigrationError(run->code(), stopped, run->report()),
                                      exit_code, m_subset);
        }
        return report::json_error(command(), Error(error.code(), stopped, error.hint()), exit_code, m_subset);
    }

    void document(std::string const &text)
    {
        m_documents(text);
        m_printed = true;
    }

    Settings const &m_settings;
    Documents m_documents;
    GanderObserver m_observer;
    std::optional<Subset> m_subset{};
    bool m_printed = false;
};

} // namespace

std::unique_ptr<Printer> make_json_printer(Settings const &settings, Documents documents)
{
    return std::make_unique<JsonPrinter>(settings, std::move(documents));
}

} // namespace gander::cli
