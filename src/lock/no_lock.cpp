#include "dialect/locking.hpp"
#include "lock/holder.hpp"

namespace gander::lock {

namespace {

class NoLock final : public Lock
{
public:
    NoLock(driver::Session &session, dialect::Locking const *words) : m_session(session), m_words(words) {}

    std::optional<Holder> take() override
    {
        if (m_words == nullptr) {
            return {};
        }
        if (!m_backend.empty() && is_one(m_session.query(m_words->is_alive(m_backend)))) {
            return Holder{.who = "our own earlier connection, pid " + m_backend};
        }
        auto const rows = m_session.query(m_words->backend());
        m_backend = rows.empty() ? "" : rows.front().at(0).value_or("");
        return {};
    }

    void release() noexcept override { m_backend.clear(); }

private:
    driver::Session &m_session;
    dialect::Locking const *m_words;
    std::string m_backend{}; ///< the other end of the connection that was last seen
};

} // namespace

std::unique_ptr<Lock> make_no_lock(driver::Session &session, dialect::Locking const *words)
{
    return std::make_unique<NoLock>(session, words);
}

} // namespace gander::lock
