#pragma once
/// Opening a connection.

#include "driver/postgres/conninfo.hpp"
#include "driver/postgres/handles.hpp"
#include "driver/postgres/wait.hpp"
#include "driver/session.hpp"

#include <gander/report.hpp>

#include <optional>
#include <vector>

namespace gander::driver::postgres {

struct Opened
{
    ConnectionPtr connection{};
    std::vector<Diagnostic> notices{}; ///< what the server said while the connection was made
};

/// Connects in a thread of its own, since looking up a name cannot be interrupted; leaves within a second
/// when `stop` is raised. Throws Errc::cancelled; Errc::usage; and Errc::connection, as Unreachable where
/// time may heal it.
Opened open(std::vector<Setting> const &parameters, std::optional<AttemptLimit> const &limit,
            Flag const &stop);

/// For a connection that came about, with nobody behind it who answers: what `diagnostic` says of it.
[[noreturn]] void throw_unreachable(PGconn *connection, Diagnostic const &diagnostic);

} // namespace gander::driver::postgres
