#pragma once
#include <gander/migrator.hpp>

#include <string>

namespace gander::cli {

struct Settings;

/// A run as gander shows it: what was done on stdout; notices, notes and -v's statements on stderr. With
/// `results` off only the latter, for a run whose stdout is a document.
class GanderObserver : public Observer
{
public:
    GanderObserver(Settings const &settings, bool results) : m_settings(settings), m_results(results) {}

    void on_step(Step const &step) override;
    void on_begin(Step const &step) override;
    void on_statement(Step const &step, Statement const &statement) override;
    void on_commit(Step const &step) override;
    void on_rollback(Step const &step) override;
    void on_notice(Diagnostic const &notice) override;
    void on_note(std::string_view text) override;
    void on_result(Result const &result) override;

private:
    void detail(std::string_view text) const;

    Settings const &m_settings;
    bool m_results;
    std::string m_file{}; ///< of the running step
};

} // namespace gander::cli
