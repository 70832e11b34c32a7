#include "dialect/locking.hpp"
#include "lock/heartbeat.hpp"
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

class Lease final : public Lock
{
public:
    Lease(driver::Session &session, dialect::Locking const &words)
        : m_session(session), m_words(words), m_owner(owner_name())
    {
    }
    ~Lease() override { m_heartbeat.reset(); }

    std::optional<Holder> take() override
    {
        if (auto holder = session_holder()) {
            return holder;
        }
        locate();
        m_session.execute(m_words.add_lease(m_table));
        if (!is_one(m_session.query(m_words.take_lease(m_table, m_owner)))) {
            // No holder to be seen: the row is locked by a step, or it was released in between.
            return holder_of(m_session.query(m_words.lease_holder(m_table, m_owner)))
                .value_or(Holder{.who = "a step that has not ended yet", .at_work = true});
        }
        if (auto holder = session_holder()) { // who came in between
            m_session.execute(m_words.release_lease(m_table, m_owner));
            return holder;
        }
        if (!m_heartbeat) {
            m_heartbeat = start_heartbeat(m_session.another(), m_words.renew_lease(m_table, m_owner));
        }
        return {};
    }

    void release() noexcept override
    {
        m_heartbeat.reset();
        try {
            m_session.record(m_words.release_lease(m_table, m_owner)); // which is done after a stop too
        } catch (...) {                                                // it runs out by itself
        }
    }

    std::string check() const override { return m_words.check_lease(m_table, m_owner); }
    std::string renew() const override { return m_words.renew_lease(m_table, m_owner); }

private:
    std::optional<Holder> session_holder() { return holder_of(m_session.query(m_words.session_holder())); }

    void locate()
    {
        if (!m_table.empty()) {
            return;
        }
        auto table = find();
        if (!table) {
            make_table();
            table = find();
        }
        m_table = table.value_or("goose_lock");
    }

    std::optional<std::string> find() { return m_session.query(m_words.find_lease()).at(0).at(0); }

    void make_table()
    {
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

    driver::Session &m_session;
    dialect::Locking const &m_words;
    std::string m_owner;
    std::string m_table{};
    std::unique_ptr<Heartbeat> m_heartbeat{};
};

} // namespace

std::unique_ptr<Lock> make_lease(driver::Session &session, dialect::Locking const &words)
{
    return std::make_unique<Lease>(session, words);
}

} // namespace gander::lock
