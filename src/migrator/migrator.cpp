#include "exec/execute.hpp"
#include "migrator/database.hpp"
#include "migrator/migration_set.hpp"
#include "migrator/prepare.hpp"
#include "migrator/quiet_observer.hpp"
#include "plan/select.hpp"
#include "store/version_table.hpp"

#include <gander/migrator.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace gander {

using plan::Request;
using plan::Verb;

struct Migrator::Impl
{
    Impl(Database where, MigrationSet what, Options how)
        : database(std::move(where)), migrations(std::move(what)), options(std::move(how)),
          session(*database.m_impl->session), table(session, *database.m_impl->dialect, options.table),
          observer(options.observer)
    {
        session.watch(options.stop);
        session.on_notice([this](Diagnostic const &notice) { observer.on_notice(notice); });
    }

    /// The policy is the same for every request of a Migrator.
    plan::Policy policy() const
    {
        return {.allow_missing = options.allow_missing, .versioning = options.versioning};
    }

    bool connect(driver::Access access);
    History history(store::Times times = store::Times::skip);
    Version current();
    Plan prepared(Plan plan);
    Plan plan(Request const &request);
    Report write(Request const &request);
    Report perform(Plan plan, History past);
    Report finish(exec::Outcome outcome, History past);

    MigrationSet::Impl const &set() const { return *migrations.m_impl; }

    Database database;
    MigrationSet migrations;
    Options options;
    driver::Session &session;
    store::VersionTable table;
    QuietObserver observer;
    bool noted = false;
};

bool Migrator::Impl::connect(driver::Access access)
{
    if (!session.connect(access)) {
        return false;
    }
    if (!std::exchange(noted, true)) {
        for (auto const &note : session.notes()) {
            observer.on_note(note);
        }
    }
    return true;
}

History Migrator::Impl::history(store::Times times)
{
    if (!options.versioning) {
        return {};
    }
    // A database that is not there yet (an SQLite file) has no history, and reading does not make it.
    return connect(driver::Access::read) ? table.history(times) : History{};
}

Version Migrator::Impl::current() { return plan::require_current(history()); }

Plan Migrator::Impl::prepared(Plan plan)
{
    return prepare(std::move(plan), set(), database.m_impl->dialect->syntax(), observer);
}

Plan Migrator::Impl::plan(Request const &request)
{
    auto const sources = plan::eligible(set().sources(), request);
    return prepared(plan::select(sources, history(), request, policy()));
}

Report Migrator::Impl::write(Request const &request)
{
    auto const sources = plan::eligible(set().sources(), request);
    auto past = history();
    auto plan = plan::select(sources, past, request, policy());
    return perform(std::move(plan), std::move(past));
}

/// nothing to do? → prepare → connect for writing → execute. Everything that can be refused is refused before
/// the first statement, and before the version table is made.
Report Migrator::Impl::perform(Plan plan, History past)
{
    if (plan.steps.empty()) {
        return finish({.report = {.from = plan.from, .to = plan.to, .peer = session.peer()}},
                      std::move(past));
    }
    plan = prepared(std::move(plan));
    connect(driver::Access::write);
    if (options.versioning && !past.exists) {
        table.create();
        past = {.exists = true, .rows = {{.version = 0}}};
    }
    auto outcome =
        exec::execute(plan, {.session = session,
                             .table = options.versioning ? &table : nullptr,
                             .functions = [this](Step const &step) { return set().function(step); },
                             .observer = &observer});
    return finish(std::move(outcome), std::move(past));
}

/// The only place where a failed report becomes an exception.
Report Migrator::Impl::finish(exec::Outcome outcome, History past)
{
    auto &report = outcome.report;
    if (report.failed && options.versioning) {
        for (auto const &result : report.done) {
            past = after(std::move(past), result.step);
        }
        report.to = current_version(past).value_or(0);
    }
    observer.on_finish(report);
    if (report.failed) {
        auto const text = fmt::format("{}: {}", report.failed->place.path, report.failed->message);
        throw MigrationError(outcome.code, text, std::move(report));
    }
    return std::move(report);
}

Migrator::Migrator(Database database, MigrationSet migrations, Options options)
    : m_impl(std::make_unique<Impl>(std::move(database), std::move(migrations), std::move(options)))
{
}
Migrator::Migrator(Migrator &&) noexcept = default;
Migrator &Migrator::operator=(Migrator &&) noexcept = default;
Migrator::~Migrator() = default;

Version Migrator::version() { return m_impl->current(); }

std::vector<Status> Migrator::status()
{
    auto const sources = plan::eligible(m_impl->set().sources(), {});
    auto const history = m_impl->history(store::Times::read);
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
    return m_impl->plan(target ? Request{Verb::up, *target} : Request{Verb::up});
}
Plan Migrator::plan_up_by_one() { return m_impl->plan({Verb::up_by_one}); }
Plan Migrator::plan_down() { return m_impl->plan({Verb::down}); }
Plan Migrator::plan_down_to(Version target) { return m_impl->plan({Verb::down_to, target}); }
Plan Migrator::plan_redo() { return m_impl->plan({Verb::redo}); }
Plan Migrator::plan_reset() { return m_impl->plan({Verb::reset}); }

Report Migrator::up() { return m_impl->write({Verb::up}); }
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
    auto past = m_impl->history();
    if (m_impl->options.versioning) {
        plan::require_fresh(plan, past);
    }
    return m_impl->perform(plan, std::move(past));
}

} // namespace gander
