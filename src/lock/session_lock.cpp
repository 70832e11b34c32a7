#include "dialect/locking.hpp"
#include "lock/holder.hpp"

namespace gander::lock {

namespace {

class SessionLock final : public Lock
{
public:
    SessionLock(driver::Session &session, dialect::Locking const &words) : m_session(session), m_words(words)
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
        // Those behind a pooler lock in another way, and are to be waited for all the same.
        auto const &table = rows.front().at(1);
        auto holder = table ? holder_of(m_session.query(m_words.lease_holder(*table, ""))) : std::nullopt;
        if (holder) {
            release();
        }
        return holder;
    }

    void release() noexcept override
    {
        try {
            m_session.record(m_words.release_session()); // which is done after a stop too
        } catch (...) {                                  // with the connection gone, so is the lock
        }
    }

private:
    driver::Session &m_session;
    dialect::Locking const &m_words;
};

} // namespace

std::unique_ptr<Lock> make_session_lock(driver::Session &session, dialect::Locking const &words)
{
    return std::make_unique<SessionLock>(session, words);
}

} // namespace gander::lock
