#pragma once
/// Plan → Report. Decides nothing: the plan says what, the session says how.

#include "driver/session.hpp"
#include "model/history.hpp"
#include "store/version_table.hpp"

#include <gander/migrator.hpp>

#include <functional>

namespace gander::exec {

/// The function of a step, or null for SQL steps.
using Functions = std::function<FunctionMigration::Function const *(Step const &)>;

struct Environment
{
    driver::Session &session;
    store::VersionTable const *table = nullptr; ///< null: record nothing
    Functions functions{};
    Observer *observer = nullptr;
};

struct Outcome
{
    Report report{};       ///< from and to are the plan's
    Errc code = Errc::sql; ///< when report.failed: what kind of failure
};

/// Runs every step in order until one fails. A failing step is a value, not an exception.
Outcome execute(Plan const &plan, Environment const &environment);

} // namespace gander::exec
