#include "exec/execute.hpp"

#include "exec/failure.hpp"
#include "model/script.hpp"

namespace gander::exec {

namespace {

/// Turns what the session tells by task number into what an observer and the report want: steps.
class Recorder final : public driver::Progress
{
public:
    Recorder(Plan const &plan, Environment const &environment, Execution &execution)
        : m_plan(plan), m_environment(environment), m_observer(environment.observer), m_execution(execution)
    {
    }

    void on_step(std::size_t task) override
    {
        auto const &step = m_plan.steps[task];
        tell_fence(step.tx == TxMode::none);
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
            m_observer->on_statement(step, step.statements()[statement]);
        }
    }

    void on_done(std::size_t task, TimePoint started, std::chrono::nanoseconds duration) override
    {
        auto const &step = m_plan.steps[task];
        tell_fence(false);
        if (m_environment.fence.renewed) {
            m_environment.fence.renewed();
        }
        m_execution.done.push_back(
            {.step = step, .started = started, .duration = duration, .empty = m_empty[task]});
        if (m_observer != nullptr) {
            m_observer->on_result(m_execution.done.back());
        }
    }

    void add(bool empty) { m_empty.push_back(empty); }
    bool is_empty(std::size_t task) const { return m_empty[task]; }

    void tell_fence(bool exposed)
    {
        if (m_environment.fence.at_step) {
            m_environment.fence.at_step(exposed);
        }
    }

private:
    void tell(void (Observer::*function)(Step const &), std::size_t task)
    {
        if (m_observer != nullptr) {
            (m_observer->*function)(m_plan.steps[task]);
        }
    }

    Plan const &m_plan;
    Environment const &m_environment;
    Observer *m_observer;
    Execution &m_execution;
    std::vector<bool> m_empty{};
};

/// Stands in for a function that is not there: never must its step count as empty and be recorded.
FunctionMigration::Function const missing_function = [](Connection &, std::stop_token) {
    throw Error(Errc::version_not_found, "there is no function for this migration here",
                "add it to the MigrationSet of the program that runs the plan");
};

/// What is done first and last in a step so that only one program does it.
void guard(driver::Task &task, Step const &step, Environment const &environment)
{
    auto const &fence = environment.fence;
    auto const &check = step.tx == TxMode::none ? fence.check_alone : fence.check;
    if (!check.empty()) {
        task.guard = {.query = check, .expected = "1", .unexpected = Errc::lock_lost};
    } else if (environment.look_again && environment.table != nullptr) {
        task.guard = {.query = environment.table->is_applied(step.source.version),
                      .expected = step.direction == Direction::up ? "0" : "1",
                      .unexpected = Errc::stale_plan};
    }
    if (!environment.fence.renew.empty()) {
        task.record += (task.record.empty() ? "" : "; ") + environment.fence.renew;
    }
}

driver::Task task_of(Step const &step, Environment const &environment)
{
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
    guard(task, step, environment);
    return task;
}

std::vector<driver::Task> tasks_of(Plan const &plan, Environment const &environment, Recorder &recorder)
{
    std::vector<driver::Task> tasks;
    tasks.reserve(plan.steps.size());
    for (auto const &step : plan.steps) {
        auto const &task = tasks.emplace_back(task_of(step, environment));
        auto const calls = task.function != nullptr && *task.function;
        recorder.add(!calls && step.statements().empty());
    }
    return tasks;
}

/// Only a step that was begun can have failed, or one that could not begin for its own reasons: the others
/// were just not reached.
bool was_not_reached(driver::Halt const &halt)
{
    return !halt.begun && (halt.code == Errc::cancelled || halt.code == Errc::lock_lost ||
                           halt.code == Errc::stale_plan || halt.code == Errc::connection);
}

} // namespace

Execution execute(Plan const &plan, Environment const &environment)
{
    Execution execution;
    execution.done.reserve(plan.steps.size());
    Recorder recorder{plan, environment, execution};
    auto const tasks = tasks_of(plan, environment, recorder);
    auto halt = environment.session.run(tasks, recorder);
    recorder.tell_fence(false);
    if (!halt) {
        return execution;
    }
    auto step = plan.steps.begin() + static_cast<std::ptrdiff_t>(halt->task);
    execution.ending = {.code = halt->code,
                        .message = halt->message,
                        .attempt = {.step = *step,
                                    .started = halt->started,
                                    .duration = halt->duration,
                                    .empty = recorder.is_empty(halt->task)}};
    if (!was_not_reached(*halt)) {
        execution.failed = failure_of(*step++, std::move(*halt));
    }
    execution.skipped.assign(step, plan.steps.end());
    return execution;
}

} // namespace gander::exec
