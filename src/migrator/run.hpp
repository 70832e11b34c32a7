#pragma once
/// One call that writes, from the lock to the report.

#include "lock/lock.hpp"
#include "migrator/impl.hpp"

#include <chrono>

namespace gander {

class Run
{
public:
    /// `plan` is what `planner` has made of the history so far, prepared.
    Run(Migrator::Impl &migrator, Planner const &planner, Plan plan);
    Run(Run const &) = delete;
    Run &operator=(Run const &) = delete;
    ~Run();

    /// Throws MigrationError, and Error for what happens before the first step.
    Report perform();

private:
    void lock_and_plan();
    void unlock() noexcept;
    void make_plan();
    void make_table();
    void execute();
    exec::Execution execute(std::vector<Step> steps, store::VersionTable const *table);
    void execute_after();
    void blame_lost_lock(exec::Execution &execution) const;
    void complete(Result result);
    void verify();
    void look_once_more() noexcept;
    Report conclude();

    // Whether an after-step that was broken off, and those behind it, can be run now.
    bool can_repeat(exec::Execution &execution, std::string &lost_at);

    // What is still to be done after an execution has ended early; nothing when that was the end.
    std::optional<std::vector<Step>> rest(exec::Execution &execution);
    std::vector<Step> after_change(exec::Execution const &execution);
    std::optional<std::vector<Step>> after_lost_step(exec::Execution &execution);
    std::optional<std::vector<Step>> after_loss(exec::Execution &execution);
    std::vector<Step> remaining(std::vector<Step> steps) const;
    void record_late(exec::Execution &execution);
    void add_reason(exec::Execution &execution, std::string_view reason);
    bool regain(exec::Execution &execution, std::string_view note);
    void retake();
    bool is_over(exec::Execution &execution);
    bool has_ended(std::string_view statement);
    bool is_settled(exec::Execution &execution, bool may_run_again);

    Migrator::Impl &m_migrator;
    Planner const &m_planner;
    Plan m_plan;
    History m_past{}; ///< with what has been done since
    std::unique_ptr<lock::Lock> m_lock{};
    bool m_locked = false;
    Report m_report{};
    std::optional<exec::Ending> m_ending{};
    std::optional<std::pair<Version, Direction>>
        m_lost_at{}; ///< the step that the connection was last lost in
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

} // namespace gander
