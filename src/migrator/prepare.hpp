#pragma once
/// Reads and splits the files of a plan: the last stage before anything runs, and the only one that opens
/// files.

#include "migrator/migration_set.hpp"
#include "model/syntax.hpp"

#include <gander/migrator.hpp>

namespace gander {

/// Every step gets its script and its TxMode; the observer is told of warnings and given
/// the trace of files that cannot be read. Throws ParseError with every problem of every file, or the first
/// Error of a migration that cannot be read or run here; then nothing has been run.
Plan prepare(Plan plan, MigrationSet::Impl const &migrations, Syntax const &syntax, Observer &observer);

} // namespace gander
