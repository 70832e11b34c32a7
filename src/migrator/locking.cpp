#include "migrator/locking.hpp"

#include "base/duration.hpp"
#include "base/nap.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander {

using namespace std::chrono;

bool any_without_transaction(Plan const &plan)
{
    return std::ranges::any_of(plan.steps, [](Step const &step) { return step.tx == TxMode::none; });
}

namespace {

/// What a database without a server has: the kernel's lock on a file, for what BEGIN cannot protect.
std::unique_ptr<lock::Lock> without_server(Migrator::Impl &migrator, Plan const &plan)
{
    auto path = migrator.session.lock_file();
    return path.empty() || !any_without_transaction(plan) ? lock::make_no_lock(migrator.session, nullptr)
                                                          : lock::make_file_lock(std::move(path));
}

/// A clock that stands still while the holder is seen to be at work.
class Patience
{
public:
    explicit Patience(nanoseconds limit) : m_left(limit) {}

    bool is_over(bool at_work)
    {
        auto const now = steady_clock::now();
        if (!at_work) {
            m_left -= now - m_last;
        }
        m_last = now;
        return m_left <= nanoseconds::zero();
    }

private:
    nanoseconds m_left;
    steady_clock::time_point m_last = steady_clock::now();
};

[[noreturn]] void give_up(lock::Holder const &holder, nanoseconds limit)
{
    throw Error(
        Errc::lock_timeout,
        fmt::format("the migration lock was not obtained within {}: it is held by {}", format_duration(limit),
                    lock::describe(holder)),
        "run it again when that one has ended, or allow more time (--lock-wait); a session that was left "
        "behind can be ended with pg_terminate_backend(PID)");
}

} // namespace

std::unique_ptr<lock::Lock> choose_lock(Migrator::Impl &migrator, Plan const &plan)
{
    auto const *const words = migrator.dialect.locking();
    auto const mode = migrator.options.lock;
    if (mode == LockMode::none) {
        return lock::make_no_lock(migrator.session, words);
    }
    if (words == nullptr) {
        if (mode != LockMode::automatic) {
            throw Error(Errc::usage,
                        fmt::format("{} has no session and no lease lock", migrator.dialect.name()),
                        "leave --lock at auto: each step looks again whether it is still to be done");
        }
        return without_server(migrator, plan);
    }
    bool const lease = mode == LockMode::lease || (mode == LockMode::automatic && migrator.session.pooled());
    return lease ? lock::make_lease(migrator.session, *words)
                 : lock::make_session_lock(migrator.session, *words);
}

bool obtain_lock(lock::Lock &lock, Migrator::Impl &migrator, Planner const &planner)
{
    Backoff backoff{50ms, 1s};
    Patience patience{migrator.options.lock_wait};
    std::string told;
    while (auto const holder = lock.take()) {
        if (auto text = lock::describe(*holder); text != told) {
            migrator.observer.on_note("waiting for the migration lock, held by " + text);
            told = std::move(text);
        }
        if (patience.is_over(holder->at_work)) {
            give_up(*holder, migrator.options.lock_wait);
        }
        if (!nap(backoff.next(), migrator.options.stop)) {
            throw Error(Errc::cancelled, "stopped while waiting for the migration lock");
        }
        if (plan::is_empty(planner(migrator.history()))) {
            return false;
        }
    }
    return true;
}

} // namespace gander
