#pragma once
/// A connection of the user's own, driven like one of ours.

#include "driver/session.hpp"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace gander {

class AdoptedSession final : public driver::Session
{
public:
    AdoptedSession(std::string driver, std::unique_ptr<Connection> connection)
        : m_driver(std::move(driver)), m_connection(std::move(connection))
    {
    }

    bool connect(driver::Access /*access*/) override { return true; }
    Peer peer() const override { return {.driver = m_driver}; }
    void execute(std::string_view sql) override { m_connection->execute(sql); }
    std::vector<Row> query(std::string_view sql, std::span<std::string const> parameters) override
    {
        return m_connection->query(sql, parameters);
    }
    void cancel() noexcept override { m_connection->cancel(); }
    void watch(std::stop_token stop) override
    {
        m_stop = std::move(stop);
        m_on_stop.emplace(m_stop, [this] { m_connection->cancel(); });
    }
    void *native() noexcept override { return m_connection->native(); }

    /// Leaves the session's settings alone: they are the user's.
    void record(std::string_view sql) override
    {
        if (!sql.empty()) {
            execute(sql);
        }
    }

private:
    std::string m_driver;
    std::unique_ptr<Connection> m_connection;
    std::optional<std::stop_callback<std::function<void()>>> m_on_stop{};
};

} // namespace gander
