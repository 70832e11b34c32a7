#pragma once
/// Opening a connection.

#include "driver/postgres/conninfo.hpp"
#include "driver/postgres/handles.hpp"
#include "driver/postgres/wait.hpp"

#include <gander/report.hpp>

#include <vector>

namespace gander::driver::postgres {

struct Opened
{
    ConnectionPtr connection{};
    std::vector<Diagnostic> notices{}; ///< what the server said while the connection was made
};

/// Connects in a thread of its own, since looking up a name cannot be interrupted; leaves within a second
/// when `stop` is raised. Throws SqlError with Errc::connection, Errc::usage or Errc::cancelled.
Opened open(std::vector<Setting> const &parameters, Flag const &stop);

} // namespace gander::driver::postgres
