#pragma once
/// What the suite must know of a database besides its driver: how to get an empty one, and its words for
/// things that every database can do.

#include "dialect/dialect.hpp"
#include "driver/session.hpp"

#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace conformance {

/// An empty database, gone with the object.
class Database
{
public:
    virtual ~Database() = default;

    /// A session that is not connected yet.
    virtual std::unique_ptr<gander::driver::Session> session() = 0;

    /// For gander::Database::open(), together with the backend's name.
    virtual std::string dbstring() const = 0;
};

struct Backend
{
    std::string name{}; ///< the driver's word in Peer
    gander::dialect::Dialect const *dialect = nullptr;

    /// Null when there is no server; `why` then says what to do.
    std::unique_ptr<Database> (*make)(std::string &why) = nullptr;

    std::string parameter{};     ///< the first one: $1 or ?
    std::string code_no_table{}; ///< Diagnostic::code for a table that does not exist
    std::string code_unique{};   ///< … for a duplicate key
    std::string endless{};       ///< a statement that runs until it is stopped
    std::string
        deferred{}; ///< a table "late" whose rows are checked at COMMIT only, and a row it will refuse
    std::string change_setting{}; ///< a session setting that a migration leaves changed
    std::string read_setting{};   ///< a query for it
};

/// For GoogleTest's messages.
inline void PrintTo(Backend const &backend, std::ostream *out) { *out << backend.name; }

// One for each driver in this build.
Backend postgres();
Backend sqlite();

/// All of these.
std::vector<Backend> backends();

} // namespace conformance
