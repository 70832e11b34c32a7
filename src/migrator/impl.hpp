#pragma once
/// What a Migrator is made of, and what its calls have in common.

#include "exec/execute.hpp"
#include "migrator/database.hpp"
#include "migrator/migration_set.hpp"
#include "migrator/quiet_observer.hpp"
#include "plan/select.hpp"
#include "store/version_table.hpp"

#include <gander/migrator.hpp>

#include <chrono>
#include <functional>

namespace gander {

/// What is to be done, seen from a history. Not prepared.
using Planner = std::function<Plan(History const &)>;

struct Migrator::Impl
{
    Impl(Database where, MigrationSet what, Options how)
        : database(std::move(where)), migrations(std::move(what)), options(std::move(how)),
          session(*database.m_impl->session), dialect(*database.m_impl->dialect),
          table(session, dialect, options.table), observer(options.observer)
    {
        session.watch(options.stop);
        session.on_notice([this](Diagnostic const &notice) { observer.on_notice(notice); });
    }

    /// The policy is the same for every request of a Migrator.
    plan::Policy policy() const
    {
        return {.allow_missing = options.allow_missing, .versioning = options.versioning};
    }

    /// What up() means, and what only it ends with.
    plan::Request up() const
    {
        return {.after =
                    options.after_steps ? std::span<Source const>(set().after) : std::span<Source const>{}};
    }

    /// Waits for a database that is not up for as long as Options::wait says, and for `at_least`.
    bool connect(driver::Access access, std::chrono::nanoseconds at_least = {});

    /// Does `work`, on a connection that is there, and again from its beginning when that is lost on the way:
    /// for what is no step, and can be done twice. Gives up after half a minute, with what was seen last.
    void persist(driver::Access access, std::function<void()> const &work);
    void tell_notes();

    /// One look at the version table.
    History history(store::Times times = store::Times::skip);

    /// The same, outlasting a lost connection: for those who hold no lock on it.
    History read_history(store::Times times = store::Times::skip);
    Version current();
    Plan prepared(Plan plan);
    Plan plan(plan::Request const &request);
    Report write(plan::Request const &request);
    Report run(Planner const &planner);
    Report finish(Report report);

    /// The same migrations and options, for another database of the server.
    std::unique_ptr<Impl> beside(std::string const &name) const;

    MigrationSet::Impl const &set() const { return *migrations.m_impl; }

    Database database;
    MigrationSet migrations;
    Options options;
    driver::Session &session;
    dialect::Dialect const &dialect;
    store::VersionTable table;
    QuietObserver observer;
    bool noted = false;
};

} // namespace gander
