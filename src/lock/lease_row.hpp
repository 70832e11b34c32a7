#pragma once
/// The row in goose_lock: ours until a moment that we move on for as long as we live.

#include "dialect/locking.hpp"
#include "lock/heartbeat.hpp"
#include "lock/lock.hpp"

#include <functional>

namespace gander::lock {

class LeaseRow
{
public:
    /// `on_lost` as for Heartbeat; none where the row is not what keeps others out.
    LeaseRow(driver::Session &session, dialect::Locking const &words, std::function<void()> on_lost = {});

    /// Makes the table, unless it is there.
    void make_table();

    /// One try, in the table of that name.
    std::optional<Holder> take(std::string table);
    std::optional<Holder> take() { return take(find().value_or("goose_lock")); }

    /// Who has it, if somebody else has.
    std::optional<Holder> holder(std::string_view table);

    /// Also after a stop.
    void release() noexcept;

    bool is_taken() const noexcept { return m_taken; }
    std::string check() const { return m_words.check_lease(m_table, m_owner); }
    std::string renew() const { return m_words.renew_lease(m_table, m_owner); }
    void at_step(bool exposed) noexcept
    {
        if (m_heartbeat) {
            m_heartbeat->at_step(exposed);
        }
    }
    void renewed() noexcept
    {
        if (m_heartbeat) {
            m_heartbeat->renewed();
        }
    }
    bool is_lost() const noexcept { return m_heartbeat && m_heartbeat->has_lost(); }

private:
    std::optional<std::string> find();
    bool try_to_take();

    driver::Session &m_session;
    dialect::Locking const &m_words;
    std::string m_owner;
    std::function<void()> m_on_lost;
    std::string m_table{};
    bool m_taken = false;
    std::unique_ptr<Heartbeat> m_heartbeat{};
};

} // namespace gander::lock
