#include "lock/holder.hpp"
#include "lock/lease_row.hpp"

namespace gander::lock {

namespace {

class SessionLock final : public Lock
{
public:
    SessionLock(driver::Session &session, dialect::Locking const &words)
        : m_session(session), m_words(words), m_row(session, words)
    {
    }

    std::optional<Holder> take() override
    {
        auto const rows = m_session.query(m_words.try_session());
        if (!is_one(rows)) {
            // It may have been released in between, and its holder may be one whom we are not shown.
            return holder_of(m_session.query(m_words.session_holder()))
                .value_or(Holder{.who = "another session"});
        }
        // Those behind a pooler, and goose's table locker, look at the table of leases only: where there is
        // one, its row is taken as well.
        auto const &table = rows.front().at(1);
        auto holder = table ? take_row(*table) : std::nullopt;
        if (holder) {
            unlock();
        }
        return holder;
    }

    void release() noexcept override
    {
        if (m_row.is_taken()) {
            m_row.release();
        }
        unlock();
    }

    /// A migration may give the lock away: DISCARD ALL does, and pg_advisory_unlock_all().
    std::string check() const override
    {
        return m_row.is_taken() ? both(m_words.check_session(), m_row.check()) : m_words.check_session();
    }
    std::string renew() const override { return m_row.is_taken() ? m_row.renew() : std::string{}; }
    void at_step(bool exposed) noexcept override { m_row.at_step(exposed); }
    bool is_lost() const noexcept override { return m_row.is_lost(); }

private:
    /// A table that we may not touch is somebody else's, and no lock for us.
    std::optional<Holder> take_row(std::string const &table)
    {
        try {
            return m_row.take(table);
        } catch (SqlError const &error) {
            if (error.diagnostic().code == "42501") {
                return {};
            }
            throw;
        }
    }

    void unlock() noexcept
    {
        try {
            m_session.record(m_words.release_session()); // which is done after a stop too
        } catch (...) {                                  // with the connection gone, so is the lock
        }
    }

    driver::Session &m_session;
    dialect::Locking const &m_words;
    LeaseRow m_row;
};

} // namespace

std::unique_ptr<Lock> make_session_lock(driver::Session &session, dialect::Locking const &words)
{
    return std::make_unique<SessionLock>(session, words);
}

} // namespace gander::lock
