#include "driver/sqlite/session.hpp"

#include "driver/sqlite/open.hpp"
#include "driver/sqlite/sqlite.hpp"

#include <algorithm>
#include <filesystem>
#include <thread>

namespace gander::driver::sqlite {

namespace {

/// How many of SQLite's virtual machine's instructions go by between two looks at the stop token: a fraction
/// of a millisecond.
constexpr int progress_interval = 4000;

constexpr std::chrono::milliseconds longest_nap{25};

/// What is done after a stop waits no longer than this for another program: gander leaves within a second.
constexpr std::chrono::milliseconds last_patience{900};

} // namespace

std::unique_ptr<Session> make(std::string_view dbstring)
{
    return std::make_unique<SqliteSession>(parse_dsn(dbstring));
}

/// Beside the file itself: a link is another name for the same database.
std::string SqliteSession::lock_file() const
{
    if (m_dsn.is_transient()) {
        return {};
    }
    std::error_code unresolved;
    auto const path = std::filesystem::weakly_canonical(m_dsn.path(), unresolved);
    return (unresolved ? m_dsn.path() : path.string()) + ".gander-lock";
}

bool SqliteSession::connect(Access access)
{
    // One for reading is opened anew: another file may have taken its place, and one that could only be
    // opened as immutable sees no change.
    if (m_database && m_access == Access::write) {
        return true;
    }
    Call const call{*this};
    auto const install = [this](sqlite3 *database) { install_handlers(database); };
    try {
        if (access == Access::write || m_dsn.is_transient()) {
            adopt(open_for_writing(m_dsn, install), Access::write);
        } else {
            adopt(open_for_reading(m_dsn, install), Access::read);
        }
    } catch (SqlError const &error) {
        if (is_to_end()) {
            throw SqlError(Errc::cancelled, error.what(), error.diagnostic());
        }
        throw;
    }
    return m_database != nullptr;
}

void SqliteSession::adopt(Handle database, Access access)
{
    if (database && access == Access::write) {
        m_settings.remember(database.get());
    }
    std::lock_guard const lock{m_handle_mutex};
    m_database = std::move(database);
    m_access = access;
}

void SqliteSession::install_handlers(sqlite3 *database)
{
    sqlite3_busy_handler(
        database,
        [](void *self, int attempt) {
            return static_cast<SqliteSession *>(self)->wait_for_lock(attempt) ? 1 : 0;
        },
        this);
    sqlite3_progress_handler(
        database, progress_interval,
        [](void *self) { return static_cast<SqliteSession *>(self)->is_to_end() ? 1 : 0; }, this);
}

bool SqliteSession::is_to_end() const noexcept
{
    return m_cancelled || (!m_ignores_stop && m_stop.stop_requested());
}

/// Short naps, so that a stop is noticed at once and a lock that is free again is not left waiting.
bool SqliteSession::wait_for_lock(int attempt) noexcept
{
    auto const now = std::chrono::steady_clock::now();
    if (attempt == 0) {
        m_waiting_since = now;
    }
    auto const patience =
        m_stop.stop_requested() ? std::min(m_dsn.busy_timeout, last_patience) : m_dsn.busy_timeout;
    auto const left = patience - std::chrono::duration_cast<std::chrono::milliseconds>(now - m_waiting_since);
    if (is_to_end() || left.count() <= 0) {
        return false;
    }
    std::this_thread::sleep_for(std::min({longest_nap, std::chrono::milliseconds{attempt + 1}, left}));
    return !is_to_end();
}

void SqliteSession::cancel() noexcept
{
    std::lock_guard const lock{m_handle_mutex};
    m_cancelled = true;
    if (m_database) {
        sqlite3_interrupt(m_database.get());
    }
}

void SqliteSession::begin()
{
    if (m_settings_are_loose) {
        restore_settings();
    }
    m_transaction_ended = false;
    execute(m_dsn.begin);
    m_has_begun = true;
}

bool SqliteSession::in_transaction() const noexcept
{
    return m_database && sqlite3_get_autocommit(m_database.get()) == 0;
}

/// After a statement that went well: with a transaction that begin() opened, only a COMMIT or a ROLLBACK of
/// the migration's own can have led here.
void SqliteSession::notice_end() noexcept
{
    m_transaction_ended = m_transaction_ended || (m_has_begun && !in_transaction());
}

void SqliteSession::commit()
{
    m_has_begun = false;
    execute("COMMIT");
    try {
        restore_settings();
    } catch (Error const &) { // what is committed must not be reported as failed
        m_settings_are_loose = true;
    }
}

void SqliteSession::rollback() noexcept
{
    m_ignores_stop = true;
    m_has_begun = false;
    try {
        if (in_transaction()) { // some errors have rolled back already
            execute("ROLLBACK");
        }
        restore_settings();
    } catch (...) { // closing the handle rolls back what is left
    }
    m_ignores_stop = false;
}

void SqliteSession::record(std::string_view sql)
{
    restore_settings();
    m_ignores_stop = !in_transaction();
    try {
        execute(sql);
    } catch (...) {
        m_ignores_stop = false;
        throw;
    }
    m_ignores_stop = false;
}

/// A migration's `PRAGMA busy_timeout` has replaced our handler, and its program may have set others: so
/// these are put back too.
void SqliteSession::restore_settings()
{
    if (m_database && m_access == Access::write) {
        install_handlers(m_database.get());
        m_settings.restore(m_database.get());
        m_settings_are_loose = false;
    }
}

Call::Call(SqliteSession &session)
    : m_on_stop{session.m_ignores_stop ? std::stop_token{} : session.m_stop, [&session] {
                    std::lock_guard const lock{session.m_handle_mutex};
                    if (session.m_database) {
                        sqlite3_interrupt(session.m_database.get());
                    }
                }}
{
    session.m_cancelled = false;
    if (session.is_to_end()) {
        throw Error(Errc::cancelled, "stopped on request");
    }
}

} // namespace gander::driver::sqlite
