#pragma once
/// The migration lock: who has it may write. Taken by polling, since whoever waits inside a statement holds a
/// snapshot that CREATE INDEX CONCURRENTLY waits for in turn.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gander::dialect {
class Locking;
}
namespace gander::driver {
class Session;
}

namespace gander::lock {

/// Somebody else, as far as can be told.
struct Holder
{
    std::string who{};
    std::string since{};  ///< may be empty
    std::string doing{};  ///< the statement it runs now; may be empty
    bool at_work = false; ///< seen to be in the middle of a step: worth waiting for

    friend bool operator==(Holder const &, Holder const &) = default;
};

/// For people, on one line. What a statement has between quotes may be a secret and is left out.
std::string describe(Holder const &holder);

class Lock
{
public:
    virtual ~Lock() = default;

    /// One try. Empty: it is ours now, or was already. Never waits. After a connection was lost, success also
    /// means that its other end is gone: nothing that was sent there will take effect any more.
    virtual std::optional<Holder> take() = 0;

    virtual void release() noexcept = 0;

    /// SQL that each step runs first, which gives 1 as long as the lock is ours, and last, to keep it so.
    /// Empty where the lock cannot be lost without the connection.
    virtual std::string check() const { return {}; }
    virtual std::string check_alone() const { return {}; } ///< the same outside transactions
    virtual std::string renew() const { return {}; }

    /// A step begins, outside a transaction if exposed; or none is being run.
    virtual void at_step(bool /*exposed*/) noexcept {}

    /// A step that renews has ended well.
    virtual void renewed() noexcept {}

    /// Whether it is ours again although what was sent on an earlier connection may still be at work.
    virtual bool outlives_connection() const noexcept { return false; }

    /// Whether a step was cancelled because the lock could not be kept.
    virtual bool is_lost() const noexcept { return false; }
};

/// A lock on the session, which the server releases when the connection ends, however it ends.
std::unique_ptr<Lock> make_session_lock(driver::Session &session, dialect::Locking const &words);

/// A row that is ours until a moment that we move on for as long as we live.
std::unique_ptr<Lock> make_lease(driver::Session &session, dialect::Locking const &words);

/// A file beside a database that has no server, locked by the kernel and gone after the run.
std::unique_ptr<Lock> make_file_lock(std::string path);

/// None: take() only sees to it that an earlier connection's other end is gone. `words` may be null.
std::unique_ptr<Lock> make_no_lock(driver::Session &session, dialect::Locking const *words);

} // namespace gander::lock
