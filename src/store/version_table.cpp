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

/// The database's own words say nothing of what was tried.
static SqlError explained(SqlError const &error, std::string const &table)
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

void VersionTable::locate()
{
    auto const rows = m_session.query(m_dialect.find_table(m_name));
    m_located = rows.at(0).at(0).value();
    m_exists = rows.at(0).at(1) == "1";
}

History VersionTable::history(Times times)
{
    locate();
    History history{.exists = m_exists};
    if (m_exists) {
        auto const rows = m_session.query(times == Times::read ? m_dialect.history(m_located)
                                                               : m_dialect.history_without_times(m_located));
        history.rows.reserve(rows.size());
        for (auto const &values : rows) {
            history.rows.push_back(to_row(values, m_located));
        }
    }
    return history;
}

void VersionTable::create()
{
    locate();
    if (m_exists) {
        return;
    }
    m_session.begin();
    try {
        locate(); // another program may have been first, and where there is no lock BEGIN is what excludes it
        if (!m_exists) {
            m_session.execute(m_dialect.create_table(m_located));
            m_session.execute(m_dialect.insert_version(m_located, 0));
        }
        m_session.commit();
    } catch (SqlError const &error) {
        m_session.rollback();
        throw explained(error, m_located);
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
