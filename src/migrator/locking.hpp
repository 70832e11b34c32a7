#pragma once
/// Which lock a run takes, and how it waits for it.

#include "lock/lock.hpp"
#include "migrator/impl.hpp"

namespace gander {

/// Whether any step needs a lock even where BEGIN excludes others.
bool any_without_transaction(Plan const &plan);

/// For a session that is connected and claimed. Throws Errc::usage for a lock that the database does not
/// have.
std::unique_ptr<lock::Lock> choose_lock(Migrator::Impl &migrator, Plan const &plan);

/// Until the lock is ours: true; or, looking at each try, nothing is left to do at all: false. Tells the
/// observer who has it, once per change. Throws Errc::lock_timeout and Errc::cancelled.
bool obtain_lock(lock::Lock &lock, Migrator::Impl &migrator, Planner const &planner);

} // namespace gander
