#include "migrator/reach.hpp"

#include "base/duration.hpp"
#include "base/nap.hpp"
#include "driver/unreachable.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace gander {

using namespace std::chrono;

namespace {

constexpr milliseconds first_nap{100};
constexpr milliseconds longest_nap{2000};
constexpr milliseconds last_try{200}; ///< before the end: whoever comes up in time is found
constexpr seconds patience{5};        ///< with a host that gives no answer, the first time
constexpr seconds most_patience{20};
constexpr hours longest_wait{24 * 365 * 10}; ///< what a clock can be added to

/// What a session is told for one wait it must not remember.
class Limited
{
public:
    Limited(driver::Session &session, driver::AttemptLimit limit) : m_session(session)
    {
        m_session.limit_attempts(limit);
    }
    ~Limited() { m_session.limit_attempts({}); }
    Limited(Limited const &) = delete;
    Limited &operator=(Limited const &) = delete;

private:
    driver::Session &m_session;
};

driver::Outage outage_of(Error const &error)
{
    auto const *const told = dynamic_cast<driver::Unreachable const *>(&error);
    return told != nullptr ? told->outage() : driver::Outage{.seen = error.what()};
}

/// What is thrown if nothing better is seen until the end.
SqlError last_word(Error const &error, nanoseconds wait)
{
    auto const outage = outage_of(error);
    auto text = fmt::format("{}; gave up after {}", outage.seen, short_duration(wait));
    if (outage.seen != error.what()) {
        text += fmt::format(" ({})", error.what());
    }
    auto const *const told = dynamic_cast<SqlError const *>(&error);
    auto diagnostic =
        told != nullptr ? told->diagnostic() : Diagnostic{.severity = "FATAL", .message = error.what()};
    diagnostic.hint = outage.meaning.empty() ? error.hint() : outage.meaning;
    return {Errc::connection, text, std::move(diagnostic)};
}

class Waiter
{
public:
    explicit Waiter(Reach const &how)
        : m_how(how), m_end(steady_clock::now() + std::min<nanoseconds>(how.wait, longest_wait))
    {
    }

    bool attempt(driver::Session &session, driver::Access access)
    {
        m_begun = steady_clock::now();
        return gander::attempt(session, access, {.host = m_patience, .end = m_end});
    }

    /// After an attempt that failed. Returns when it is time for the next one.
    void wait(Error const &error)
    {
        auto const now = steady_clock::now();
        bool const had_time = now < m_end || m_end - m_begun >= m_patience;
        if (had_time || !m_last_word) { // who was cut short has not seen what there is
            m_last_word = last_word(error, m_how.wait);
        }
        if (now >= m_end - last_try) {
            throw SqlError{*m_last_word};
        }
        tell(seen(error));
        if (now - m_begun >= m_patience) { // a server that is slow to answer will be heard the next time
            m_patience = std::min<nanoseconds>(m_patience * 2, most_patience);
        }
        if (!nap(std::min<nanoseconds>(m_naps.next(), m_end - last_try - now), m_how.stop)) {
            throw Error(Errc::cancelled, "stopped while waiting for the database");
        }
    }

private:
    void tell(std::string text)
    {
        if (text == m_seen) {
            return;
        }
        m_how.observer.on_note(
            m_seen.empty() ? fmt::format("{}; waiting up to {}", text, short_duration(m_how.wait)) : text);
        m_seen = std::move(text);
    }

    Reach const &m_how;
    steady_clock::time_point m_end;
    steady_clock::time_point m_begun{};
    nanoseconds m_patience{patience};
    Backoff m_naps{first_nap, longest_nap};
    std::string m_seen{};
    std::optional<SqlError> m_last_word{};
};

} // namespace

bool attempt(driver::Session &session, driver::Access access, driver::AttemptLimit limit)
{
    Limited const limited{session, limit};
    return session.connect(access);
}

std::string seen(Error const &error) { return outage_of(error).seen; }

bool reach(driver::Session &session, driver::Access access, Reach const &how)
{
    if (how.wait <= 0ns) {
        return session.connect(access);
    }
    for (Waiter waiter{how};;) {
        try {
            return waiter.attempt(session, access);
        } catch (Error const &error) {
            if (error.code() != Errc::connection || !error.retryable()) {
                throw;
            }
            waiter.wait(error);
        }
    }
}

} // namespace gander
