/// How a Run goes on after something that was nobody's fault: another program's work, or a lost connection.

#include "base/nap.hpp"
#include "migrator/locking.hpp"
#include "migrator/run.hpp"

#include <fmt/format.h>

#include <utility>

namespace gander {

using namespace std::chrono;

namespace {

/// How long a database that has gone away is waited for: a restart takes seconds.
constexpr seconds patience{30};

constexpr std::string_view lost = "the connection to the database was lost; connecting again";

bool is_loss(Error const &error)
{
    return error.code() == Errc::in_doubt || (error.code() == Errc::connection && error.retryable());
}

std::vector<Step> unfinished(exec::Execution const &execution)
{
    std::vector<Step> steps;
    if (execution.failed) {
        steps.push_back(execution.failed->step);
    }
    steps.insert(steps.end(), execution.skipped.begin(), execution.skipped.end());
    return steps;
}

} // namespace

void Migrator::Impl::persist(driver::Access access, std::function<void()> const &work)
{
    auto const deadline = steady_clock::now() + patience;
    bool const has_server = dialect.locking() != nullptr;
    for (Backoff backoff{100ms, 2s};;) {
        try {
            return work();
        } catch (Error const &error) {
            if (!has_server || !is_loss(error) || steady_clock::now() >= deadline ||
                !nap(backoff.next(), options.stop)) {
                throw;
            }
        }
        observer.on_note(lost);
        connect(access, deadline - steady_clock::now());
    }
}

/// Whatever goes wrong here, the report of what was done before must not be lost with it.
std::optional<std::vector<Step>> Run::rest(exec::Execution &execution)
{
    try {
        switch (execution.ending->code) {
        case Errc::stale_plan:
            return after_change(execution);
        case Errc::lock_lost:
            return after_change(execution);
        case Errc::connection:
        case Errc::in_doubt:
            return after_loss(execution);
        default:
            return {};
        }
    } catch (Error const &error) {
        m_ending->code = error.code();
        m_ending->message += fmt::format("; and then: {}", error.what());
        return {};
    }
}

/// Somebody else has been at it. As long as nothing was done the plan is made anew; later what is left of it
/// is what counts.
std::vector<Step> Run::after_change(exec::Execution const &execution)
{
    if (execution.ending->code == Errc::lock_lost) {
        m_migrator.observer.on_note("the migration lock was lost; taking it again");
    }
    if (m_report.done.empty()) {
        m_migrator.persist(driver::Access::write, [this] {
            m_migrator.session.claim();
            lock_and_plan();
        });
        return m_plan.steps;
    }
    if (execution.ending->code == Errc::lock_lost) {
        unlock(); // what is left of it
        retake();
    } else {
        m_past = m_migrator.history();
    }
    return plan::still_to_do(unfinished(execution), m_past);
}

/// Whatever was sent and not confirmed is looked up, once the other end of the old connection is known to be
/// gone. Nothing is run a third time: then it may well be the step that breaks the connection.
std::optional<std::vector<Step>> Run::after_loss(exec::Execution &execution)
{
    auto const &step = execution.ending->attempt.step;
    bool const has_server = m_migrator.dialect.locking() != nullptr;
    if (!has_server || m_migrator.options.stop.stop_requested()) {
        return {};
    }
    auto const before = std::exchange(m_lost_at, std::pair{step.source.version, step.direction});
    if (!regain() || !is_settled(execution, before != m_lost_at)) {
        return {};
    }
    return m_migrator.options.versioning ? plan::still_to_do(unfinished(execution), m_past)
                                         : unfinished(execution);
}

/// Connects, and takes the lock again: that succeeds only when the old connection's other end has ended.
bool Run::regain()
{
    try {
        m_migrator.observer.on_note(lost);
        m_migrator.connect(driver::Access::write, patience);
        retake();
        return true;
    } catch (Error const &error) {
        m_ending->message += fmt::format("; and it could not be made again: {}", error.what());
        return false;
    }
}

/// The lock, and what the version table says once we have it.
void Run::retake()
{
    m_migrator.persist(driver::Access::write, [this] {
        m_migrator.session.claim();
        m_locked = obtain_lock(*m_lock, m_migrator, [this](History const &) { return m_plan; });
        m_past = m_migrator.history();
    });
}

/// Whether it is known what became of the step that was under way, so that the run can go on.
bool Run::is_settled(exec::Execution &execution, bool may_run_again)
{
    if (!execution.failed) { // it had not begun
        return may_run_again;
    }
    auto const &step = execution.failed->step;
    auto &failure = *execution.failed;
    bool const knows = m_migrator.options.versioning;
    if (knows &&
        applied_versions(m_past).contains(step.source.version) == (step.direction == Direction::up)) {
        m_migrator.observer.on_note(fmt::format("connected again: {} had been committed", step.source.path));
        complete(execution.ending->attempt);
        return true;
    }
    if (knows && failure.stage == Stage::record && step.tx == TxMode::none) {
        // All its statements were confirmed: only the row is missing.
        m_migrator.session.record(m_migrator.table.record(step.direction, step.source.version));
        m_past = after(std::move(m_past), step);
        complete(execution.ending->attempt);
        return true;
    }
    if (knows && step.tx == TxMode::transaction && !failure.transaction_ended) {
        failure.outcome = Outcome::not_applied; // no row, no commit
    }
    if (!may_run_again || failure.outcome != Outcome::not_applied || step.source.kind != Kind::sql) {
        return false;
    }
    m_migrator.observer.on_note(
        fmt::format("connected again: {} was rolled back and is run again", step.source.path));
    return true;
}

} // namespace gander
