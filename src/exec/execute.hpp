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

/// What keeps a step from being run by a program that no longer may. SQL, or empty.
struct Fence
{
    std::string check{};       ///< a query that gives 1 as long as the migration lock is ours
    std::string check_alone{}; ///< the same for a step without a transaction
    std::string renew{};       ///< what a step does last, so that the lock outlives it

    /// Called at each step's beginning, and with false at the end of all. Exposed: outside a transaction,
    /// where no row keeps the lock.
    std::function<void(bool exposed)> at_step{};
    std::function<void()> renewed{}; ///< called when a step has ended well
};

struct Environment
{
    driver::Session &session;
    store::VersionTable const *table = nullptr; ///< null: record nothing
    Fence fence{};
    bool look_again = false; ///< each step first sees whether its version is still to be recorded
    Functions functions{};
    Observer *observer = nullptr;
};

/// Why not every step was done.
struct Ending
{
    Errc code = Errc::sql;
    std::string message{};
    Result attempt{}; ///< the step it ended in, as it would be reported had it been done
};

/// done + failed + skipped are exactly the plan's steps.
struct Execution
{
    std::vector<Result> done{};
    std::optional<Failure> failed{}; ///< empty when it ended between two steps
    std::vector<Step> skipped{};
    std::optional<Ending> ending{};
};

/// Runs every step in order until one fails. A failing step is a value, not an exception.
Execution execute(Plan const &plan, Environment const &environment);

} // namespace gander::exec
