#include "lock/lease_row.hpp"

#include "lock/holder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <random>

namespace gander::lock {

namespace {

/// A word that no other process has, for people to see who it is.
std::string owner_name()
{
    std::array<char, 256> host{};
    if (gethostname(host.data(), host.size() - 1) != 0) {
        host.front() = '\0';
    }
    std::string name;
    for (char const c : std::string_view{host.data()}) {
        bool const plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
        name += plain ? c : '-';
    }
    return fmt::format("gander-{}-{}-{:08x}", name, getpid(), std::random_device{}());
}

} // namespace

LeaseRow::LeaseRow(driver::Session &session, dialect::Locking const &words, std::function<void()> on_lost)
    : m_session(session), m_words(words), m_owner(owner_name()), m_on_lost(std::move(on_lost))
{
}

std::optional<std::string> LeaseRow::find() { return m_session.query(m_words.find_lease()).at(0).at(0); }

void LeaseRow::make_table()
{
    if (!m_table.empty() || find()) {
        return;
    }
    try {
        m_session.execute(m_words.create_lease());
    } catch (SqlError const &error) {
        if (find()) { // somebody else has just made it
            return;
        }
        auto diagnostic = error.diagnostic();
        diagnostic.hint =
            "behind a pooler the migration lock is a row in the table goose_lock, which could not be "
            "made: the user needs CREATE on the schema, or connect to the server directly";
        throw SqlError(error.code(), error.what(), std::move(diagnostic));
    }
}

std::optional<Holder> LeaseRow::take(std::string table)
{
    m_table = std::move(table);
    if (!try_to_take()) {
        // No holder to be seen: the row is locked by a step, or it was released in between.
        return holder(m_table).value_or(Holder{.who = "a step that has not ended yet", .at_work = true});
    }
    m_taken = true;
    if (!m_heartbeat) {
        m_heartbeat =
            std::make_unique<Heartbeat>(m_session.another(), renew(), m_session.stop_token(), m_on_lost);
    }
    m_heartbeat->renewed();
    return {};
}

std::optional<Holder> LeaseRow::holder(std::string_view table)
{
    return holder_of(m_session.query(m_words.lease_holder(table, m_owner)));
}

/// Under strict isolation who comes second is told by an error.
bool LeaseRow::try_to_take()
{
    try {
        m_session.execute(m_words.add_lease(m_table));
        return is_one(m_session.query(m_words.take_lease(m_table, m_owner)));
    } catch (SqlError const &error) {
        if (error.diagnostic().code == "40001") {
            return false;
        }
        throw;
    }
}

void LeaseRow::release() noexcept
{
    m_heartbeat.reset();
    m_taken = false;
    try {
        m_session.record(m_words.release_lease(m_table, m_owner)); // which is done after a stop too
    } catch (...) {                                                // it runs out by itself
    }
}

} // namespace gander::lock
