#pragma once
#include "kubernetes/rollout.hpp"

#include <filesystem>

namespace gander::testing {

/// Throws PostgresNotReady, MigrationFailed with the file as it is in `migrations`, and Error for what keeps
/// the migrations from connecting for good, unless the database is ready.
void require_ready(kubernetes::Rollout const &rollout, std::filesystem::path const &migrations);

} // namespace gander::testing
