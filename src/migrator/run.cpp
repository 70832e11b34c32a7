#include "migrator/run.hpp"

#include "migrator/locking.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace gander {

using namespace std::chrono;

Run::Run(Migrator::Impl &migrator, Planner const &planner, Plan plan)
    : m_migrator(migrator), m_planner(planner), m_plan(std::move(plan))
{
    m_report.started = time_point_cast<microseconds>(system_clock::now());
}

Run::~Run() { unlock(); }

Report Run::perform()
{
    m_migrator.persist(driver::Access::write, [this] {
        m_migrator.session.claim();
        lock_and_plan();
        make_table();
    });
    if (!plan::is_empty(m_plan)) {
        m_migrator.observer.on_start(m_plan);
    }
    if (!m_plan.steps.empty()) {
        execute();
        verify();
    }
    execute_after();
    return conclude();
}

/// What the history says now may want a lock that the plan before it did not, and where nothing seemed to be
/// left to do there is none at all: nothing is run before both fit.
void Run::lock_and_plan()
{
    bool fits = false;
    while (!fits) {
        unlock();
        bool const covers_all = any_without_transaction(m_plan);
        m_lock = choose_lock(m_migrator, m_plan);
        m_locked = obtain_lock(*m_lock, m_migrator, m_planner);
        m_migrator.table.hold();
        make_plan();
        fits = plan::is_empty(m_plan) || (m_locked && (covers_all || !any_without_transaction(m_plan)));
    }
}

void Run::unlock() noexcept
{
    if (std::exchange(m_locked, false)) {
        m_lock->release();
    }
}

/// With the lock in hand the history is read again, in a statement of its own that begins only now: what the
/// lock's own statement sees may be older than the lock. Files that were read stay read.
void Run::make_plan()
{
    m_past = m_migrator.history();
    auto plan = m_planner(m_past);
    bool all_known = true;
    for (auto &step : plan.steps) {
        auto const known = std::ranges::find_if(m_plan.steps, [&](Step const &old) {
            return old.source == step.source && old.direction == step.direction;
        });
        all_known = all_known && known != m_plan.steps.end();
        if (all_known) {
            step = *known;
        }
    }
    plan.after = m_plan.after; // they do not depend on the history
    m_plan = all_known ? std::move(plan) : m_migrator.prepared(std::move(plan));
    m_report.from = m_plan.from;
    m_report.to = m_plan.to;
}

void Run::make_table()
{
    if (!m_plan.steps.empty() && m_migrator.options.versioning && !m_past.exists) {
        m_migrator.table.create();
        m_past = {.exists = true, .rows = {{.version = 0}}};
    }
}

/// `table`: where the steps are recorded; null for nowhere.
exec::Execution Run::execute(std::vector<Step> steps, store::VersionTable const *table)
{
    return exec::execute({.steps = std::move(steps)},
                         {.session = m_migrator.session,
                          .table = table,
                          .fence = {.check = m_lock->check(),
                                    .check_alone = m_lock->check_alone(),
                                    .renew = m_lock->renew(),
                                    .at_step = [this](bool exposed) { m_lock->at_step(exposed); },
                                    .renewed = [this] { m_lock->renewed(); }},
                          .look_again = m_migrator.dialect.locking() == nullptr,
                          .functions = [this](Step const &step) { return m_migrator.set().function(step); },
                          .observer = &m_migrator.observer});
}

void Run::execute()
{
    auto todo = m_plan.steps;
    while (true) {
        auto execution = execute(todo, m_migrator.options.versioning ? &m_migrator.table : nullptr);
        for (auto const &result : execution.done) {
            m_report.done.push_back(result);
            m_past = after(std::move(m_past), result.step);
        }
        if (!execution.ending) {
            return;
        }
        blame_lost_lock(execution);
        m_ending = execution.ending;
        auto next = rest(execution);
        if (!next) {
            m_report.failed = execution.failed;
            m_report.skipped = execution.skipped;
            return;
        }
        m_ending.reset();
        todo = std::move(*next);
    }
}

/// Behind migrations that are all applied, in the same lock: two programs that GRANT on one object at once
/// would get in each other's way.
void Run::execute_after()
{
    auto todo = m_plan.after;
    std::string lost_at;
    while (!todo.empty()) {
        if (m_ending) { // the migrations'
            m_report.skipped.insert(m_report.skipped.end(), todo.begin(), todo.end());
            return;
        }
        auto execution = execute(todo, nullptr);
        std::ranges::copy(execution.done, std::back_inserter(m_report.after));
        if (!execution.ending) {
            return;
        }
        m_ending = execution.ending;
        if (!can_repeat(execution, lost_at)) {
            m_report.failed = execution.failed;
            m_report.skipped = execution.skipped;
            return;
        }
        m_ending.reset();
        todo.erase(todo.begin(), todo.begin() + static_cast<std::ptrdiff_t>(execution.done.size()));
    }
}

/// Nobody else can have cancelled what the lock could not be kept for.
void Run::blame_lost_lock(exec::Execution &execution) const
{
    auto const code = execution.ending->code;
    bool const was_cancelled = code == Errc::cancelled || code == Errc::in_doubt;
    bool const alone = execution.failed && execution.failed->step.tx == TxMode::none;
    if (!m_lock->is_lost() || !was_cancelled || !alone || m_migrator.options.stop.stop_requested()) {
        return;
    }
    execution.ending->code = Errc::lock_lost;
    execution.ending->message = "the migration lock could not be kept: its lease was about to run out, and "
                                "could not be renewed from a "
                                "second connection";
    execution.failed->message = execution.ending->message;
    execution.failed->diagnostic = {
        .hint = "Does the pooler or the role have another connection to spare? A direct connection to the "
                "server needs none."};
}

/// A step that was done though we were not told.
void Run::complete(Result result)
{
    m_migrator.observer.on_result(result);
    m_report.done.push_back(std::move(result));
}

/// What the version table says in the end must be what is reported. A stop leaves no time for it.
void Run::verify()
{
    if (!m_migrator.options.versioning || m_ending || m_migrator.options.stop.stop_requested()) {
        return;
    }
    try {
        m_past = m_migrator.read_history();
    } catch (Error const &error) {
        if (error.code() != Errc::cancelled) {
            m_ending =
                exec::Ending{.code = error.code(),
                             .message = fmt::format("every step was done, but then the version table could "
                                                    "not be read: {}",
                                                    error.what())};
        }
        return;
    }
    auto const applied = applied_versions(m_past);
    std::map<Version, Direction> last;
    for (auto const &result : m_report.done) {
        last[result.step.source.version] = result.step.direction;
    }
    for (auto const &[version, direction] : last) {
        if (applied.contains(version) != (direction == Direction::up)) {
            m_ending = exec::Ending{
                .code = Errc::history,
                .message = fmt::format(
                    "the version table does not say what was recorded in it: version {} should be {}",
                    version, direction == Direction::up ? "applied" : "gone")};
            return;
        }
    }
}

/// A file that ends its own transaction may have written more than its step says.
void Run::look_once_more() noexcept
{
    if (!m_report.failed || m_report.failed->outcome == Outcome::not_applied) {
        return;
    }
    try {
        m_past = m_migrator.history();
    } catch (...) { // then the report says what is known without it
    }
}

/// The only place where a report that ended early becomes an exception.
Report Run::conclude()
{
    if (m_ending) {
        look_once_more();
    }
    if (m_migrator.options.versioning) {
        m_report.to = current_version(m_past).value_or(0);
    }
    m_report.peer = m_migrator.session.peer();
    m_report.duration = steady_clock::now() - m_begin;
    m_migrator.observer.on_finish(m_report);
    if (m_ending) {
        auto const path = m_report.failed ? m_report.failed->place.path + ": " : std::string{};
        throw MigrationError(m_ending->code, path + m_ending->message, std::move(m_report));
    }
    return std::move(m_report);
}

} // namespace gander
