#pragma once
/// One attempt at connecting, to every host that is given.

#include "driver/postgres/conninfo.hpp"
#include "driver/postgres/handles.hpp"
#include "driver/postgres/wait.hpp"
#include "driver/session.hpp"

#include <gander/report.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gander::driver::postgres {

struct Dialled
{
    ConnectionPtr connection{}; ///< null when no host would have us
    std::string message{};      ///< then: what libpq says, with SQLSTATEs
    std::vector<Diagnostic> notices{};
    bool needs_user = false;     ///< none was given and the system has no name for us
    bool needs_password = false; ///< the server asked for one and none was given
};

/// Blocks while names are looked up, and raises `looked_up` when it is through with those that come first.
/// Each host has connect_timeout seconds, as with libpq's own PQconnectdb, which cannot be used here: it
/// prints notices to stderr and gives no SQLSTATE. Ends early when `abandoned` is raised.
Dialled dial(std::vector<Setting> parameters, std::optional<AttemptLimit> const &limit, Flag const &abandoned,
             Flag &looked_up);

} // namespace gander::driver::postgres
