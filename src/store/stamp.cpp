/// Versions that are recorded without having been run.

#include "store/version_table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::store {

bool is_tracked(History const &history)
{
    return std::ranges::any_of(history.rows, [](HistoryRow const &row) { return row.version > 0; });
}

void require_untracked(History const &history)
{
    if (is_tracked(history)) {
        throw Error(Errc::already_applied,
                    fmt::format("this database is tracked already: it is at version {}",
                                current_version(history).value_or(0)),
                    "gander up applies what is pending, gander status lists it");
    }
}

void VersionTable::stamp(std::span<Version const> versions, std::string const &check,
                         std::string const &renew)
{
    m_session.begin();
    try {
        if (!check.empty()) {
            auto const rows = m_session.query(check);
            if (rows.empty() || rows.front().front() != "1") {
                throw Error(Errc::lock_lost, "the migration lock is somebody else's now");
            }
        }
        locate();
        auto const history = m_exists ? read(m_located, Times::skip) : History{};
        require_untracked(history);
        make();
        if (m_exists && history.rows.empty()) { // a table without its first row is of no use
            m_session.execute(m_dialect.insert_version(m_located, 0));
        }
        for (auto const version : versions) {
            m_session.execute(m_dialect.insert_version(m_located, version));
        }
        if (!renew.empty()) {
            m_session.execute(renew);
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

} // namespace gander::store
