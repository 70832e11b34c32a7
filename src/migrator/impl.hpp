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

    /// Waits for a database that is not up for as long as Options::wait says, and for `at_least`.
    bool connect(driver::Access access, std::chrono::nanoseconds at_least = {});
    void tell_notes();
    History history(store::Times times = store::Times::skip);
    Version current();
    Plan prepared(Plan plan);
    Plan plan(plan::Request const &request);
    Report write(plan::Request const &request);
    Report run(Planner const &planner);
    Report finish(Report report);

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
