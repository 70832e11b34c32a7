#pragma once
/// Which words a database's migration lock is taken, shown and released with. Text only.

#include <string>
#include <string_view>

namespace gander::dialect {

/// Queries that give a holder give one row while somebody else holds the lock, and none otherwise: who (for
/// people), since when, what it is doing (may be null), and 1 if it is seen to be at work in a step of
/// Gander's.
class Locking
{
public:
    virtual ~Locking() = default;

    // The lock of a session, which ends with it.

    /// One row: 1 when it is ours now, else 0; and the table of leases or null. Where there is one the first
    /// is null, and nothing was tried: its row comes first.
    virtual std::string try_session() const = 0;

    /// One row: 1 when it is ours now.
    virtual std::string take_session() const = 0;
    virtual std::string release_session() const = 0;
    virtual std::string session_holder() const = 0;

    /// One row: 1 while the lock is ours. It is then ours until the transaction ends, even if something in it
    /// gives the lock away.
    virtual std::string check_session() const = 0;

    /// One row: 1 when no session has the lock. Then none can take it until the transaction ends.
    virtual std::string try_step() const = 0;

    // The lock as a row with a lease, for connections that are not ours alone. `table` is what find_lease()
    // gave; `owner` is a word without quotes.

    virtual std::string find_lease() const = 0; ///< one row: the table, qualified and quoted, or null
    virtual std::string create_lease() const = 0;
    virtual std::string add_lease(std::string_view table) const = 0; ///< the row, free, unless it is there
    virtual std::string take_lease(std::string_view table, std::string_view owner) const = 0; ///< a row: ours
    /// A row: it was ours, and nobody has it locked.
    virtual std::string renew_lease(std::string_view table, std::string_view owner) const = 0;
    virtual std::string release_lease(std::string_view table, std::string_view owner) const = 0;
    virtual std::string lease_holder(std::string_view table, std::string_view owner) const = 0;

    /// A row with 1 while the lease is the owner's. It is then the owner's until the transaction ends.
    virtual std::string check_lease(std::string_view table, std::string_view owner) const = 0;

    /// One row: 1 while another connection of ours is running this statement.
    virtual std::string is_running(std::string_view statement) const = 0;

    // Without a lock.

    virtual std::string backend() const = 0; ///< one row: our own end of the connection, as text

    /// One row: 1 while that end is still there.
    virtual std::string is_alive(std::string_view backend) const = 0;
};

} // namespace gander::dialect
