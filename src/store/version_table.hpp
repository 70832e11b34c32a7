#pragma once
/// goose's version table, read and written through a session in a dialect's words.

#include "dialect/dialect.hpp"
#include "driver/session.hpp"
#include "model/history.hpp"

#include <gander/error.hpp>

#include <span>
#include <string>
#include <vector>

namespace gander::store {

enum class Times { read, skip };

/// Whether any version is recorded.
bool is_tracked(History const &history);

/// Throws Errc::already_applied when any version is recorded.
void require_untracked(History const &history);

/// The same error with what was tried: the database's own words say nothing of it.
SqlError explained(SqlError const &error, std::string const &table);

class VersionTable
{
public:
    VersionTable(driver::Session &session, dialect::Dialect const &dialect, std::string name);

    /// The rows. Creates nothing. Throws Errc::history for rows that make no sense.
    History history(Times times = Times::read);

    /// From now on history() finds the table for good, and record() means that one. Before the history that a
    /// run is planned from.
    void hold() noexcept { m_may_glance = false; }

    /// Makes the table with its row for version 0, in a transaction, unless somebody has just made it.
    void create();

    /// Records versions that were applied elsewhere, in this order, in one transaction, with the table if it
    /// is not there. `check` comes first: Errc::lock_lost unless it gives 1. Throws Errc::already_applied
    /// when a version is recorded by then.
    void stamp(std::span<Version const> versions, std::string const &check, std::string const &renew);

    /// A query with one value: 1 when the version is recorded as applied, else 0.
    std::string is_applied(Version version) const;

    /// The statement that records a step.
    std::string record(Direction direction, Version version) const;

private:
    void locate();
    bool is_there_now(SqlError const &error);
    std::vector<Connection::Row> look_for_table();
    void make();
    std::optional<History> glance(Times times);
    History read(std::string const &table, Times times);

    driver::Session &m_session;
    dialect::Dialect const &m_dialect;
    std::string m_name;      ///< as the user wrote it
    std::string m_located{}; ///< qualified and quoted; empty until known
    bool m_exists = false;
    bool m_may_glance = true; ///< the name as it is written is good enough
};

} // namespace gander::store
