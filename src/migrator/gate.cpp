/// Is the database where somebody needs it? Reads only, with no more rights than reading the version table
/// takes, and also while there is no table, no schema or no server yet.

#include "base/nap.hpp"
#include "migrator/impl.hpp"
#include "migrator/reach.hpp"
#include "plan/requirement.hpp"

#include <fmt/format.h>

#include <utility>

namespace gander {

using namespace std::chrono_literals;

namespace {

constexpr auto first_nap = 250ms;
constexpr auto longest_nap = 2000ms;
constexpr auto patience =
    10s; ///< with a host that gives no answer, unless the connection string says how long
constexpr auto longest_attempt = 60s;

using Lack = std::optional<std::string>;

/// The code of what the database refuses to a reader; empty for any other error.
std::string_view refusal(Error const &error)
{
    auto const *refused = dynamic_cast<SqlError const *>(&error);
    return refused != nullptr && error.code() == Errc::sql ? refused->diagnostic().code : std::string_view{};
}

std::string_view message(Error const &error)
{
    return dynamic_cast<SqlError const &>(error).diagnostic().message;
}

class Gate
{
public:
    Gate(Migrator::Impl &migrator, Requirement const &required) : m_migrator(migrator), m_required(required)
    {
        plan::require_sense(required);
        if (!migrator.options.versioning) {
            throw Error(Errc::usage, "without versioning nothing tells where the database is",
                        "leave out -no-versioning");
        }
        if (required.files) {
            m_sources = plan::eligible(migrator.set().sources(), {});
        }
    }

    /// One look, by way of `read`. What only is not made yet, or not granted, is no error here: the version
    /// table's schema (3F000), the table, just gone (42P01), the right to read it (42501).
    template<typename Read>
    Lack look(Read const &read) const
    {
        try {
            return judge(read());
        } catch (Error const &error) {
            auto const code = refusal(error);
            if (code == "57014") { // the role's statement_timeout: somebody has the table
                throw SqlError(Errc::lock_timeout, error.what(),
                               dynamic_cast<SqlError const &>(error).diagnostic());
            }
            if (code == "42501") {
                return fmt::format("the right to read the version table: {}", message(error));
            }
            if (code != "3F000" && code != "42P01") {
                throw;
            }
            auto const lack = plan::lacking(m_required, m_sources, {});
            return lack ? Lack{fmt::format("{}: {}", *lack, message(error))} : lack;
        }
    }

    void wait();

private:
    Lack judge(History const &history) const;
    History history();
    Lack look_again();
    void tell(std::string text);
    [[noreturn]] void stopped() const { throw Error(Errc::cancelled, "stopped while " + m_told); }

    Migrator::Impl &m_migrator;
    Requirement const &m_required;
    std::vector<Source> m_sources{};
    std::string m_told = "waiting for the database";
    Backoff m_naps{first_nap, longest_nap};
};

/// A table that is not there counts as version 0. One that is only hidden from this role must not.
Lack Gate::judge(History const &history) const
{
    auto lack = plan::lacking(m_required, m_sources, history);
    if (lack) {
        return lack;
    }
    if (history.exists && history.rows.empty()) {
        return "a row in the version table: it is empty, or its rows are hidden from this user";
    }
    auto const query = history.exists ? std::string{} : m_migrator.dialect.hidden_schema();
    auto const rows = query.empty() ? std::vector<Connection::Row>{} : m_migrator.session.query(query);
    if (!rows.empty() && rows.front().front()) {
        return fmt::format("the right to look into schema {}", *rows.front().front());
    }
    return {};
}

/// Without the patience that a Migrator may have with connecting: this has its own.
History Gate::history()
{
    driver::AttemptLimit const limit{.host = patience,
                                     .end = std::chrono::steady_clock::now() + longest_attempt};
    if (!attempt(m_migrator.session, driver::Access::read, limit)) {
        return {};
    }
    m_migrator.tell_notes();
    return m_migrator.table.history(store::Times::skip);
}

void Gate::tell(std::string text)
{
    if (text != m_told) {
        m_migrator.observer.on_note(text);
        m_told = std::move(text);
    }
}

Lack Gate::look_again()
{
    try {
        auto lack = look([this] { return history(); });
        if (lack && m_told != "waiting for " + *lack) {
            m_naps = {first_nap, longest_nap}; // somebody is at work
        }
        return lack;
    } catch (Error const &error) {
        if (error.code() == Errc::cancelled) {
            stopped();
        }
        if (!error.retryable()) {
            throw;
        }
        return "the database: " + seen(error);
    }
}

void Gate::wait()
{
    while (auto const lack = look_again()) {
        tell("waiting for " + *lack);
        if (!nap(m_naps.next(), m_migrator.options.stop)) {
            stopped();
        }
    }
}

} // namespace

bool Migrator::meets(Requirement const &required)
{
    auto const lack = Gate{*m_impl, required}.look([this] { return m_impl->read_history(); });
    if (lack) {
        m_impl->observer.on_note("lacking " + *lack);
    }
    return !lack;
}

void Migrator::watch(Requirement const &required, std::function<void(bool met)> const &tell)
{
    Gate const gate{*m_impl, required};
    m_impl->connect(driver::Access::read);
    do {
        tell(!gate.look([this] { return m_impl->table.history(store::Times::skip); }));
    } while (nap(1s, m_impl->options.stop));
}

void Migrator::await(Requirement const &required) { Gate{*m_impl, required}.wait(); }

} // namespace gander
