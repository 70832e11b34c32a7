#pragma once
/// An observer watches: what it throws is its own affair, and neither fails a step nor loses a report.

#include <gander/migrator.hpp>

namespace gander {

class QuietObserver final : public Observer
{
public:
    explicit QuietObserver(Observer *observer) : m_observer(observer) {}

    void on_start(Plan const &plan) override { tell(&Observer::on_start, plan); }
    void on_step(Step const &step) override { tell(&Observer::on_step, step); }
    void on_begin(Step const &step) override { tell(&Observer::on_begin, step); }
    void on_statement(Step const &step, Statement const &statement) override
    {
        tell(&Observer::on_statement, step, statement);
    }
    void on_commit(Step const &step) override { tell(&Observer::on_commit, step); }
    void on_rollback(Step const &step) override { tell(&Observer::on_rollback, step); }
    void on_notice(Diagnostic const &notice) override { tell(&Observer::on_notice, notice); }
    void on_note(std::string_view text) override { tell(&Observer::on_note, text); }
    void on_result(Result const &result) override { tell(&Observer::on_result, result); }
    void on_finish(Report const &report) override { tell(&Observer::on_finish, report); }
    void on_trace(std::string_view line) override { tell(&Observer::on_trace, line); }
    bool wants_trace() const override { return m_observer != nullptr && m_observer->wants_trace(); }

private:
    template<typename... Parameters, typename... Arguments>
    void tell(void (Observer::*function)(Parameters...), Arguments const &...arguments) noexcept
    {
        if (m_observer == nullptr) {
            return;
        }
        try {
            (m_observer->*function)(arguments...);
        } catch (...) { // see above
        }
    }

    Observer *m_observer;
};

} // namespace gander
