#pragma once
/// A database and its gate, by flags.

#include "cli/kube/kube.hpp"
#include "kubernetes/database.hpp"
#include "kubernetes/gated.hpp"

namespace gander::cli::kube {

/// The one that is made where no manifest is given. Throws Errc::usage.
kubernetes::Database own_database(Flags const &flags);

/// That one, or the manifest of -f, with the gate in it. Reads files. Throws Error.
kubernetes::Gated gated(Flags const &flags);

} // namespace gander::cli::kube
