#pragma once
#include "driver/session.hpp"
#include "driver/sqlite/dsn.hpp"
#include "driver/sqlite/handle.hpp"
#include "driver/sqlite/settings.hpp"

#include <atomic>
#include <chrono>
#include <mutex>

namespace gander::driver::sqlite {

class SqliteSession final : public Session
{
public:
    explicit SqliteSession(Dsn dsn) : m_dsn{std::move(dsn)} {}

    bool connect(Access access) override;
    std::vector<std::string> notes() const override { return m_dsn.notes; }
    std::string lock_file() const override;
    Peer peer() const override { return {.driver = "sqlite3", .database = m_dsn.path()}; }

    void execute(std::string_view sql) override;
    std::vector<Row> query(std::string_view sql, std::span<std::string const> parameters) override;
    void cancel() noexcept override;
    void *native() noexcept override { return m_database.get(); }

    bool in_transaction() const noexcept override;
    void begin() override;
    void commit() override;
    void rollback() noexcept override;
    void record(std::string_view sql) override;

private:
    friend class Call;

    void adopt(Handle database, Access access);
    void install_handlers(sqlite3 *database);
    void restore_settings();
    void notice_end() noexcept;
    Prepared prepare(std::string const &sql, std::size_t &offset);
    [[noreturn]] void fail(int code, std::string_view sql, std::size_t offset);

    bool is_to_end() const noexcept;
    bool wait_for_lock(int attempt) noexcept;

    Dsn m_dsn;
    std::mutex m_handle_mutex{}; ///< cancel() comes from other threads
    Handle m_database{};
    Access m_access = Access::read;
    Settings m_settings{};
    std::chrono::steady_clock::time_point m_waiting_since{};
    std::atomic<bool> m_cancelled = false;
    bool m_settings_are_loose = false; ///< could not be restored after a commit
    bool m_has_begun = false;          ///< begin() has, and neither commit() nor rollback() yet
    bool m_ignores_stop = false;       ///< what is done now is done after a stop too, but not for long
};

/// One call from outside. Forgets an earlier cancel(), throws when a stop has been asked for, and for as long
/// as it lives passes a stop on to SQLite.
class Call
{
public:
    explicit Call(SqliteSession &session);

private:
    std::stop_callback<std::function<void()>> m_on_stop;
};

} // namespace gander::driver::sqlite
