#pragma once

#include "driver/postgres/conninfo.hpp"
#include "driver/postgres/exchange.hpp"
#include "driver/postgres/handles.hpp"
#include "driver/session.hpp"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace gander::driver::postgres {

class PostgresSession final : public Session
{
public:
    explicit PostgresSession(Conninfo conninfo) : m_conninfo(std::move(conninfo)) {}
    ~PostgresSession() override;

    bool connect(Access access) override;
    std::vector<std::string> notes() const override;
    Peer peer() const override;
    void watch(std::stop_token stop) override;

    void execute(std::string_view sql) override;
    std::vector<Row> query(std::string_view sql, std::span<std::string const> parameters) override;
    void send(Statement const &statement) override;
    void record(std::string_view sql) override;
    void record_alone(std::string_view sql, Guard const &guard) override;

    void begin() override;
    std::vector<Row> query_quietly(std::string_view sql) override;
    std::vector<Row> begin_with(std::string_view sql) override;
    void commit() override;
    void claim() override;
    bool pooled() const noexcept override { return m_pooled; }
    std::unique_ptr<Session> another() const override
    {
        return std::make_unique<PostgresSession>(m_conninfo);
    }
    std::unique_ptr<Session> with_database(std::string const &name) const override;
    void rollback() noexcept override;
    void forget_settings() noexcept override;
    bool in_transaction() const noexcept override;

    void cancel() noexcept override { m_stop_flag.raise(); }
    void *native() noexcept override { return m_connection.get(); }

private:
    /// For as long as it lives, notices are dropped.
    class Quiet;

    struct Reply
    {
        std::string tag{}; ///< of the last command: INSERT 0 1
        std::vector<Row> rows{};
        std::optional<Diagnostic> error{};
        bool rows_wanted = false; ///< a COPY FROM STDIN got none
    };

    static void pass_notice(void *to, PGresult const *result);
    void introduce();
    void prepare();
    void start(int sent);
    Reply ask(std::string_view sql, std::optional<std::string_view> rows = {});
    Reply read(Exchange &exchange, std::optional<std::string_view> rows, bool keep_rows);
    void take(PGresult const *result, Exchange &exchange, std::optional<std::string_view> &rows,
              Reply &reply);
    Reply converse(std::optional<std::string_view> rows, bool keep_rows);
    [[noreturn]] void fail(Reply const &reply, bool stopped);
    std::vector<Row> fetch(std::string_view sql, std::span<std::string const> parameters);
    std::string opening() const;
    Reply settle(std::string_view what, std::function<Reply()> const &talk);
    Reply see_through(std::string_view sql, bool keep_rows = false);
    bool is_connected() const noexcept;
    void ask_whose_end(bool can_watch);
    std::string settings() const;
    std::string settings_named_in(std::string_view reset) const;
    std::string clean_slate() const;

    Conninfo m_conninfo;
    ConnectionPtr m_connection{};
    bool m_quiet = false;
    bool m_in_step = false; ///< between begin() and its commit() or rollback()
    bool m_claimed = false;
    bool m_pooled = false;  ///< what is set lasts for a transaction, not for the session
    bool m_watched = false; ///< the server looks, while it runs something, whether we are still there
    Flag m_stop_flag{};     ///< raised by watch()'s token and by cancel()
    std::optional<std::stop_callback<std::function<void()>>> m_on_stop{};
    Deadline m_answer_by{}; ///< while connecting with a limit
    Deadline m_leave_by{};  ///< set by the first stop: what is still to do must be done by then
};

} // namespace gander::driver::postgres
