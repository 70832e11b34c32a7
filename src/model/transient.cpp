#include "model/transient.hpp"

#include <algorithm>
#include <array>

namespace gander {

namespace {

struct Row
{
    std::string_view state; ///< two characters stand for a class of SQLSTATEs
    bool transient;
};

constexpr auto rows = std::to_array<Row>({
    {"08", true},     // connection exceptions
    {"25P03", true},  // the session was idle in its transaction for too long
    {"28", false},    // wrong user or password
    {"3D000", false}, // no such database
    {"40001", true},  // a serialization failure
    {"40P01", true},  // a deadlock
    {"53300", true},  // too many connections
    {"55P03", true},  // a lock was not obtained in time
    {"57P01", true},  // the server is shutting down
    {"57P02", true},  // the server has crashed
    {"57P03", true},  // the server is starting up
    {"57P05", true},  // the session was idle for too long
    {"5", true},      // SQLITE_BUSY
    {"261", true},    // SQLITE_BUSY_RECOVERY
    {"517", true},    // SQLITE_BUSY_SNAPSHOT
    {"773", true},    // SQLITE_BUSY_TIMEOUT
});

bool matches(Row const &row, std::string_view state)
{
    return row.state.size() == 2 ? state.size() == 5 && state.starts_with(row.state) : state == row.state;
}

} // namespace

bool is_transient(Errc code, std::string_view state) noexcept
{
    switch (code) {
    case Errc::usage:
        return false;
    case Errc::cancelled:
    case Errc::lock_timeout:
    case Errc::in_doubt:
    case Errc::lock_lost:
        return true;
    default:
        break;
    }
    auto const hit = std::ranges::find_if(rows, [&](Row const &row) { return matches(row, state); });
    if (hit != rows.end()) {
        return hit->transient;
    }
    // A server that gives a reason was reached: no CONNECT privilege, options it does not know, a file that
    // cannot be opened. Nobody but a person will change those.
    return code == Errc::connection && state.empty();
}

} // namespace gander
