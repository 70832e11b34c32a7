#include "lock/holder.hpp"
#include "lock/lease_row.hpp"

namespace gander::lock {

namespace {

class Lease final : public Lock
{
public:
    Lease(driver::Session &session, dialect::Locking const &words)
        : m_session(session), m_words(words), m_row(session, words, [this] { m_session.cancel(); })
    {
    }

    /// Those with a connection of their own lock in another way, and are to be waited for all the same:
    /// looked for before, so as not to disturb them, and after, in case they came in between.
    std::optional<Holder> take() override
    {
        if (auto holder = session_holder()) {
            return holder;
        }
        m_row.make_table();
        auto holder = m_row.take();
        if (holder) {
            return holder;
        }
        if ((holder = session_holder())) {
            m_row.release();
        }
        return holder;
    }

    void release() noexcept override { m_row.release(); }
    /// A session that locks in the other way does not look at the row: it is kept out while the step lasts.
    std::string check() const override { return both(m_words.try_step(), m_row.check()); }
    std::string check_alone() const override { return m_row.check(); }
    std::string renew() const override { return m_row.renew(); }
    void at_step(bool exposed) noexcept override { m_row.at_step(exposed); }
    void renewed() noexcept override { m_row.renewed(); }
    bool outlives_connection() const noexcept override { return true; }
    bool is_lost() const noexcept override { return m_row.is_lost(); }

private:
    std::optional<Holder> session_holder() { return holder_of(m_session.query(m_words.session_holder())); }

    driver::Session &m_session;
    dialect::Locking const &m_words;
    LeaseRow m_row;
};

} // namespace

std::unique_ptr<Lock> make_lease(driver::Session &session, dialect::Locking const &words)
{
    return std::make_unique<Lease>(session, words);
}

} // namespace gander::lock
