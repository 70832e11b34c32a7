#pragma once
/// Waiting for a database that is not up yet.

#include "driver/session.hpp"

#include <gander/migrator.hpp>

#include <chrono>
#include <stop_token>
#include <string>

namespace gander {

struct Reach
{
    std::chrono::nanoseconds wait{}; ///< zero: one attempt, and its error
    std::stop_token stop{};
    Observer &observer; ///< told what keeps us waiting: at first, and whenever that changes
};

/// Session::connect(), again and again while time may heal what it throws. When the wait is over it throws
/// what was seen last, with Errc::connection and retryable().
bool reach(driver::Session &session, driver::Access access, Reach const &how);

/// One attempt of several: connect() under this limit and no longer.
bool attempt(driver::Session &session, driver::Access access, driver::AttemptLimit limit);

/// What an attempt that failed has seen, in few words where the driver has such: `db:5432 refused the
/// connection`.
std::string seen(Error const &error);

} // namespace gander
