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

    /// Those behind a pooler, and goose's table locker, look at the table of leases only: where there is one,
    /// its row is taken as well. It is looked at first, so as not to disturb who has it.
    std::optional<Holder> take() override
    {
        if (m_row.is_taken()) {
            unlock(); // half of it may still be ours, and must not be taken twice
        }
        auto const rows = m_session.query(m_words.try_session());
        auto const &table = rows.front().at(1);
        if (!table) {
            return is_one(rows) ? std::nullopt : std::optional{session_holder()};
        }
        if (auto holder = holder_of_row(*table)) {
            return holder;
        }
        if (!is_one(m_session.query(m_words.take_session()))) {
            return session_holder();
        }
        auto holder = take_row(*table);
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
    std::string check_alone() const override { return check(); }
    std::string renew() const override { return m_row.is_taken() ? m_row.renew() : std::string{}; }

private:
    /// It may have been released in between, and its holder may be one whom we are not shown.
    Holder session_holder()
    {
        return holder_of(m_session.query(m_words.session_holder()))
            .value_or(Holder{.who = "another session"});
    }

    /// A table that we may not touch is somebody else's, and no lock for us.
    template<typename Work>
    std::optional<Holder> unless_forbidden(Work const &work)
    {
        try {
            return work();
        } catch (SqlError const &error) {
            if (error.diagnostic().code == "42501") {
                return {};
            }
            throw;
        }
    }

    std::optional<Holder> holder_of_row(std::string const &table)
    {
        return unless_forbidden([&] { return m_row.holder(table); });
    }
    std::optional<Holder> take_row(std::string const &table)
    {
        return unless_forbidden([&] { return m_row.take(table); });
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
