/// How a Run goes on after something that was nobody's fault: another program's work, or a lost connection.

#include "base/nap.hpp"
#include "dialect/locking.hpp"
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
constexpr std::string_view lock_lost = "the migration lock was lost; taking it again";

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

/// Applied where it goes up, gone where it goes down.
bool is_recorded(History const &history, Step const &step)
{
    return applied_versions(history).contains(step.source.version) == (step.direction == Direction::up);
}

} // namespace

void Migrator::Impl::persist(driver::Access access, std::function<void()> const &work)
{
    bool const has_server = dialect.locking() != nullptr;
    auto deadline = steady_clock::time_point::max();
    for (Backoff backoff{100ms, 2s};;) {
        auto const begun = steady_clock::now();
        try {
            return work();
        } catch (Error const &error) {
            auto const now = steady_clock::now();
            bool const is_first = deadline == steady_clock::time_point::max() || now - begun > patience;
            deadline = is_first ? now + patience : deadline;
            if (!has_server || !is_loss(error) || now >= deadline || !nap(backoff.next(), options.stop)) {
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
        case Errc::lock_lost:
            return execution.failed ? after_lost_step(execution) : std::optional{after_change(execution)};
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
        m_migrator.observer.on_note(lock_lost);
    }
    if (m_report.done.empty()) {
        m_migrator.persist(driver::Access::write, [this] {
            m_migrator.session.claim();
            lock_and_plan();
        });
        return m_plan.steps;
    }
    if (execution.ending->code == Errc::lock_lost) {
        retake(); // without giving up what is left of it
    } else {
        m_past = m_migrator.history();
    }
    return remaining(unfinished(execution));
}

/// Of these steps, what the version table says is still to be done; all of them where it is not asked.
std::vector<Step> Run::remaining(std::vector<Step> steps) const
{
    return m_migrator.options.versioning ? plan::still_to_do(steps, m_past) : std::move(steps);
}

/// In the middle of a step that was not in a transaction what stays is for a person to see. At its end only
/// its version row is missing, unless somebody else has begun it as well.
std::optional<std::vector<Step>> Run::after_lost_step(exec::Execution &execution)
{
    auto const &failed = *execution.failed;
    bool const is_done = failed.step.tx == TxMode::none && failed.stage == Stage::record;
    if (!is_done || execution.ending->code != Errc::lock_lost || m_migrator.options.stop.stop_requested()) {
        return {};
    }
    m_migrator.observer.on_note(lock_lost);
    retake(); // without giving up what is left of it: the step is done, and nobody knows yet
    if (m_migrator.options.versioning && is_recorded(m_past, failed.step)) {
        add_reason(execution, "another run has done the same step meanwhile");
        return {};
    }
    record_late(execution);
    return remaining(execution.skipped);
}

/// The version row of a step whose statements were all confirmed.
void Run::record_late(exec::Execution &execution)
{
    auto const &step = execution.failed->step;
    if (m_migrator.options.versioning) {
        m_migrator.session.record(m_migrator.table.record(step.direction, step.source.version));
    }
    m_past = after(std::move(m_past), step);
    complete(execution.ending->attempt);
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
    if (!regain(execution, lost) || !is_over(execution) || !is_settled(execution, before != m_lost_at)) {
        return {};
    }
    return remaining(unfinished(execution));
}

/// What is said at the end, of the run and of its step, has this behind it.
void Run::add_reason(exec::Execution &execution, std::string_view reason)
{
    m_ending->message += fmt::format("; {}", reason);
    if (execution.failed) {
        execution.failed->message += fmt::format("; {}", reason);
    }
}

/// An after-step is run at each up, so once more does no harm, whatever became of it: but not a third time.
/// `lost_at` is the one that the connection was last lost in.
bool Run::can_repeat(exec::Execution &execution, std::string &lost_at)
{
    auto const code = execution.ending->code;
    auto const &path = execution.ending->attempt.step.source.path;
    if (m_migrator.dialect.locking() == nullptr || m_migrator.options.stop.stop_requested()) {
        return false;
    }
    bool const is_loss = code == Errc::lock_lost || code == Errc::connection || code == Errc::in_doubt;
    return is_loss && std::exchange(lost_at, path) != path &&
           regain(execution, code == Errc::lock_lost ? lock_lost : lost);
}

/// Connects, and takes the lock again: that succeeds only when the old connection's other end has ended.
bool Run::regain(exec::Execution &execution, std::string_view note)
{
    try {
        m_migrator.observer.on_note(note);
        m_migrator.connect(driver::Access::write, patience);
        retake();
        return true;
    } catch (Error const &error) {
        add_reason(execution, fmt::format("it could not be made again: {}", error.what()));
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

/// Waits until nobody runs the statement any more, as far as can be seen. A session's lock tells as much; a
/// lease does not, which our own name on it gives to us at once.
bool Run::has_ended(std::string_view statement)
{
    auto const &words = *m_migrator.dialect.locking();
    auto const deadline = steady_clock::now() + m_migrator.options.lock_wait;
    for (Backoff backoff{100ms, 2s};;) {
        auto const rows = m_migrator.session.query(words.is_running(statement));
        if (rows.at(0).at(0) != "1") {
            return true;
        }
        if (steady_clock::now() >= deadline || !nap(backoff.next(), m_migrator.options.stop)) {
            return false;
        }
    }
}

/// Whether nothing that was sent before can take effect any more. Where something still may, nobody else may
/// begin: then the lease is left to run out.
bool Run::is_over(exec::Execution &execution)
{
    auto const &failed = execution.failed;
    bool const alone = failed && failed->step.tx == TxMode::none && m_lock->outlives_connection();
    if (!alone || failed->stage == Stage::record) {
        return true;
    }
    m_locked = false;
    if (failed->stage == Stage::statement && has_ended(failed->statement)) {
        m_locked = true;
        return true;
    }
    add_reason(execution, "it may still be running there");
    return false;
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
    if (knows && is_recorded(m_past, step)) {
        m_migrator.observer.on_note(fmt::format("connected again: {} had been committed", step.source.path));
        complete(execution.ending->attempt);
        return true;
    }
    if (knows && failure.stage == Stage::record && step.tx == TxMode::none) {
        // All its statements were confirmed: only the row is missing.
        record_late(execution);
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
