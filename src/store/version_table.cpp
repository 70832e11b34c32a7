#include "store/version_table.hpp"

#include "store/timestamp.hpp"

#include <fmt/format.h>

#include <charconv>

namespace gander::store {

static HistoryRow to_row(Connection::Row const &values, std::string const &table)
{
    HistoryRow row;
    auto const &version = values.at(0);
    auto const *end = version ? version->data() + version->size() : nullptr;
    auto const read = version ? std::from_chars(version->data(), end, row.version) : std::from_chars_result{};
    if (!version || read.ec != std::errc{} || read.ptr != end) {
        throw Error(Errc::history,
                    fmt::format("{}: version_id is {}, not a version", table, version.value_or("null")));
    }
    row.applied = values.at(1) == "1";
    if (values.at(2)) {
        row.at = parse_timestamp(*values.at(2));
    }
    return row;
}

SqlError explained(SqlError const &error, std::string const &table)
{
    auto diagnostic = error.diagnostic();
    if (diagnostic.hint.empty()) {
        diagnostic.hint =
            fmt::format("this came of making the version table {}: its schema must exist, and the user needs "
                        "CREATE on it",
                        table);
    }
    return {error.code(), error.what(), std::move(diagnostic)};
}

VersionTable::VersionTable(driver::Session &session, dialect::Dialect const &dialect, std::string name)
    : m_session(session), m_dialect(dialect), m_name(std::move(name))
{
}

std::vector<Connection::Row> VersionTable::look_for_table()
{
    try {
        return m_session.query(m_dialect.find_table(m_name));
    } catch (SqlError const &error) {
        if (auto const fault = m_dialect.fault_of_name(m_name, error.diagnostic()); !fault.empty()) {
            dialect::refuse_name(m_name, fault);
        }
        throw;
    }
}

void VersionTable::locate()
{
    m_may_glance = false;
    auto const rows = look_for_table();
    m_located = rows.at(0).at(0).value();
    m_exists = rows.at(0).at(1) == "1";
}

History VersionTable::read(std::string const &table, Times times)
{
    auto const rows = m_session.query(times == Times::read ? m_dialect.history(table)
                                                           : m_dialect.history_without_times(table));
    History history{.exists = true};
    history.rows.reserve(rows.size());
    for (auto const &values : rows) {
        history.rows.push_back(to_row(values, table));
    }
    return history;
}

/// Where nothing is pending this is all that is asked, so it is one query. It is tried once: a table that is
/// not there makes an error in the server's log.
std::optional<History> VersionTable::glance(Times times)
{
    auto const name = m_may_glance ? m_dialect.short_name(m_name) : std::string{};
    if (name.empty()) {
        return {};
    }
    try {
        return read(name, times);
    } catch (SqlError const &error) {
        if (m_dialect.is_missing_table(error.diagnostic().code)) {
            return {};
        }
        throw;
    }
}

History VersionTable::history(Times times)
{
    if (auto history = glance(times)) {
        return *std::move(history);
    }
    locate();
    return m_exists ? read(m_located, times) : History{};
}

/// goose's library makes the table before it takes its lock.
bool VersionTable::is_there_now(SqlError const &error)
{
    if (error.code() != Errc::sql) {
        return false;
    }
    locate();
    return m_exists;
}

void VersionTable::make()
{
    if (!m_exists) {
        m_session.execute(m_dialect.create_table(m_located));
        m_session.execute(m_dialect.insert_version(m_located, 0));
    }
}

void VersionTable::create()
{
    m_session.begin();
    try {
        locate(); // another program may have been first, and where there is no lock BEGIN is what excludes it
        make();
        m_session.commit();
    } catch (SqlError const &error) {
        m_session.rollback();
        if (!is_there_now(error)) {
            throw explained(error, m_located);
        }
    } catch (...) {
        m_session.rollback();
        throw;
    }
    m_exists = true;
}

std::string VersionTable::is_applied(Version version) const
{
    return m_dialect.is_applied(m_located, version);
}

std::string VersionTable::record(Direction direction, Version version) const
{
    return direction == Direction::up ? m_dialect.insert_version(m_located, version)
                                      : m_dialect.delete_version(m_located, version);
}

} // namespace gander::store
