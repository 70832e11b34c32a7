#include "exec/execute.hpp"

#include "exec/failure.hpp"
#include "model/script.hpp"

namespace gander::exec {

namespace {

/// Turns what the session tells by task number into what an observer and the report want: steps.
class Recorder final : public driver::Progress
{
public:
    Recorder(Plan const &plan, Observer *observer, Report &report)
        : m_plan(plan), m_observer(observer), m_report(report)
    {
    }

    void on_step(std::size_t task) override
    {
        auto const &step = m_plan.steps[task];
        if (m_observer == nullptr) {
            return;
        }
        if (step.script && m_observer->wants_trace()) {
            for (auto const &line : step.script->trace) {
                m_observer->on_trace(line);
            }
        }
        m_observer->on_step(step);
    }

    void on_begin(std::size_t task) override { tell(&Observer::on_begin, task); }
    void on_commit(std::size_t task) override { tell(&Observer::on_commit, task); }
    void on_rollback(std::size_t task) override { tell(&Observer::on_rollback, task); }

    void on_statement(std::size_t task, std::size_t statement) override
    {
        if (m_observer != nullptr) {
            auto const &step = m_plan.steps[task];
            m_observer->on_statement(step, step.statements()[statement].text);
        }
    }

    void on_done(std::size_t task, TimePoint started, std::chrono::nanoseconds duration) override
    {
        auto const &step = m_plan.steps[task];
        auto const empty = m_empty[task];
        m_report.done.push_back({.step = step, .started = started, .duration = duration, .empty = empty});
        if (m_observer != nullptr) {
            m_observer->on_result(m_report.done.back());
        }
    }

    void add(bool empty) { m_empty.push_back(empty); }

private:
    void tell(void (Observer::*function)(Step const &), std::size_t task)
    {
        if (m_observer != nullptr) {
            (m_observer->*function)(m_plan.steps[task]);
        }
    }

    Plan const &m_plan;
    Observer *m_observer;
    Report &m_report;
    std::vector<bool> m_empty{};
};

/// Stands in for a function that is not there: never must its step count as empty and be recorded.
FunctionMigration::Function const missing_function = [](Connection &, std::stop_token) {
    throw Error(Errc::version_not_found, "there is no function for this migration here",
                "add it to the MigrationSet of the program that runs the plan");
};

std::vector<driver::Task> tasks_of(Plan const &plan, Environment const &environment, Recorder &recorder)
{
    std::vector<driver::Task> tasks;
    tasks.reserve(plan.steps.size());
    for (auto const &step : plan.steps) {
        driver::Task task{.step = &step};
        if (environment.functions) {
            task.function = environment.functions(step);
        }
        if (task.function == nullptr && step.source.kind == Kind::function) {
            task.function = &missing_function;
        }
        if (environment.table != nullptr) {
            task.record = environment.table->record(step.direction, step.source.version);
        }
        auto const calls = task.function != nullptr && *task.function;
        recorder.add(!calls && step.statements().empty());
        tasks.push_back(std::move(task));
    }
    return tasks;
}

} // namespace

Outcome execute(Plan const &plan, Environment const &environment)
{
    Outcome outcome;
    auto &report = outcome.report;
    report = {.from = plan.from, .to = plan.to};
    report.started =
        std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    auto const begin = std::chrono::steady_clock::now();
    report.done.reserve(plan.steps.size());

    Recorder recorder{plan, environment.observer, report};
    auto const tasks = tasks_of(plan, environment, recorder);
    if (environment.observer != nullptr) {
        environment.observer->on_start(plan);
    }
    auto halt = environment.session.run(tasks, recorder);
    if (halt) {
        auto const failed = plan.steps.begin() + static_cast<std::ptrdiff_t>(halt->task);
        outcome.code = halt->code;
        report.failed = failure_of(*failed, std::move(*halt));
        report.skipped.assign(std::next(failed), plan.steps.end());
    }
    report.peer = environment.session.peer();
    report.duration = std::chrono::steady_clock::now() - begin;
    return outcome;
}

} // namespace gander::exec
