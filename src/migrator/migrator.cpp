#include "migrator/impl.hpp"
#include "migrator/prepare.hpp"
#include "migrator/reach.hpp"
#include "migrator/run.hpp"

#include <algorithm>
#include <utility>

namespace gander {

using plan::Request;
using plan::Verb;

bool Migrator::Impl::connect(driver::Access access, std::chrono::nanoseconds at_least)
{
    auto const wait = std::max(options.wait, at_least);
    if (!reach(session, access, {.wait = wait, .stop = options.stop, .observer = observer})) {
        return false;
    }
    tell_notes();
    return true;
}

void Migrator::Impl::tell_notes()
{
    if (!std::exchange(noted, true)) {
        for (auto const &note : session.notes()) {
            observer.on_note(note);
        }
    }
}

History Migrator::Impl::history(store::Times times)
{
    if (!options.versioning) {
        return {};
    }
    // A database that is not there yet (an SQLite file) has no history, and reading does not make it.
    return connect(driver::Access::read) ? table.history(times) : History{};
}

History Migrator::Impl::read_history(store::Times times)
{
    History found;
    if (options.versioning && connect(driver::Access::read)) {
        persist(driver::Access::read, [&] { found = history(times); });
    }
    return found;
}

Version Migrator::Impl::current() { return plan::require_current(read_history()); }

Plan Migrator::Impl::prepared(Plan plan)
{
    return prepare(std::move(plan), set(), dialect.syntax(), observer);
}

Plan Migrator::Impl::plan(Request const &request)
{
    auto const sources = plan::eligible(set().sources(), request);
    return prepared(plan::select(sources, read_history(), request, policy()));
}

Report Migrator::Impl::write(Request const &request)
{
    auto const sources = plan::eligible(set().sources(), request);
    return run([&](History const &past) { return plan::select(sources, past, request, policy()); });
}

/// nothing to do? → prepare → connect for writing → lock → the rest. Everything that can be refused is
/// refused before the lock is taken, before the version table is made, and before the first statement.
Report Migrator::Impl::run(Planner const &planner)
{
    auto plan = planner(read_history());
    if (plan::is_empty(plan)) {
        return finish({.from = plan.from, .to = plan.to, .peer = session.peer()});
    }
    plan = prepared(std::move(plan));
    connect(driver::Access::write);
    return Run{*this, planner, std::move(plan)}.perform();
}

Report Migrator::Impl::finish(Report report)
{
    observer.on_finish(report);
    return report;
}

Migrator::Migrator(Database database, MigrationSet migrations, Options options)
    : m_impl(std::make_unique<Impl>(std::move(database), std::move(migrations), std::move(options)))
{
}
Migrator::Migrator(Migrator &&) noexcept = default;
Migrator &Migrator::operator=(Migrator &&) noexcept = default;
Migrator::~Migrator() = default;

Peer Migrator::ping()
{
    m_impl->connect(driver::Access::read);
    return m_impl->session.peer();
}

Version Migrator::version() { return m_impl->current(); }

std::vector<Status> Migrator::status()
{
    auto const sources = plan::eligible(m_impl->set().sources(), {});
    auto const history = m_impl->read_history(store::Times::read);
    plan::require_current(history);
    return plan::compare(sources, history);
}

bool Migrator::has_pending()
{
    auto const rows = status();
    return std::ranges::any_of(rows, [](Status const &row) { return row.state == State::pending; });
}

Plan Migrator::plan_up(std::optional<Version> target)
{
    return m_impl->plan(target ? Request{Verb::up, *target} : m_impl->up());
}
Plan Migrator::plan_up_by_one() { return m_impl->plan({Verb::up_by_one}); }
Plan Migrator::plan_down() { return m_impl->plan({Verb::down}); }
Plan Migrator::plan_down_to(Version target) { return m_impl->plan({Verb::down_to, target}); }
Plan Migrator::plan_redo() { return m_impl->plan({Verb::redo}); }
Plan Migrator::plan_reset() { return m_impl->plan({Verb::reset}); }

Report Migrator::up() { return m_impl->write(m_impl->up()); }
Report Migrator::up_by_one() { return m_impl->write({Verb::up_by_one}); }
Report Migrator::up_to(Version target) { return m_impl->write({Verb::up, target}); }
Report Migrator::down() { return m_impl->write({Verb::down}); }
Report Migrator::down_to(Version target) { return m_impl->write({Verb::down_to, target}); }
Report Migrator::redo() { return m_impl->write({Verb::redo}); }
Report Migrator::reset() { return m_impl->write({Verb::reset}); }

Report Migrator::apply(Version version, Direction direction)
{
    return m_impl->write({direction == Direction::up ? Verb::apply : Verb::unapply, version});
}

Report Migrator::run(Plan const &plan)
{
    return m_impl->run([&](History const &past) {
        if (m_impl->options.versioning) {
            plan::require_fresh(plan, past);
        }
        return plan;
    });
}

} // namespace gander
