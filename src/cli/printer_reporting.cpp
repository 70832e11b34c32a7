#include "cli/printer.hpp"

#include <utility>

namespace gander::cli {

namespace {

class ReportingPrinter : public Printer
{
public:
    ReportingPrinter(std::unique_ptr<Printer> shown, std::unique_ptr<Printer> kept)
        : m_shown(std::move(shown)), m_kept(std::move(kept))
    {
    }

    Observer &observer() override { return m_shown->observer(); }
    void chosen(Subset const &subset) override { both(&Printer::chosen, subset); }
    void ran(Report const &report) override { both(&Printer::ran, report); }
    void discovered(std::vector<Source> const &sources) override { both(&Printer::discovered, sources); }
    void adopted(Adoption const &adoption) override { both(&Printer::adopted, adoption); }
    void planned(Plan const &plan) override { both(&Printer::planned, plan); }
    void status(std::vector<Status> const &rows) override { both(&Printer::status, rows); }
    void version(Version version) override { both(&Printer::version, version); }
    void answered(Peer const &peer, std::chrono::nanoseconds waited) override
    {
        both(&Printer::answered, peer, waited);
    }
    void judged(Requirement const &required, std::string_view answer) override
    {
        both(&Printer::judged, required, answer);
    }
    void verified(Verification const &result) override { both(&Printer::verified, result); }
    void made(TestDatabase const &database) override { both(&Printer::made, database); }
    void dropped(std::vector<std::string> const &databases) override { both(&Printer::dropped, databases); }
    void created(std::filesystem::path const &file) override { both(&Printer::created, file); }
    void renamed(std::vector<Rename> const &renames) override { both(&Printer::renamed, renames); }
    void validated(Validation const &validation) override { both(&Printer::validated, validation); }
    void installed(Installed const &installed) override { both(&Printer::installed, installed); }
    void drivers(std::span<DriverWord const> words) override { both(&Printer::drivers, words); }
    void environment(Variables const &variables) override { both(&Printer::environment, variables); }
    void failed(Error const &error, int exit_code) override { both(&Printer::failed, error, exit_code); }

private:
    template<typename Method, typename... Values>
    void both(Method method, Values const &...values)
    {
        (*m_kept.*method)(values...);
        (*m_shown.*method)(values...);
    }

    std::unique_ptr<Printer> m_shown;
    std::unique_ptr<Printer> m_kept;
};

} // namespace

std::unique_ptr<Printer> make_reporting_printer(std::unique_ptr<Printer> shown, Settings const &settings,
                                                Documents documents)
{
    return std::make_unique<ReportingPrinter>(std::move(shown),
                                              make_json_printer(settings, std::move(documents)));
}

} // namespace gander::cli
