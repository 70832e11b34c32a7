#pragma once
#include <sqlite3.h>

#include <map>
#include <string>
#include <string_view>

namespace gander::driver::sqlite {

/// The settings of a connection that a migration may change and that change what later SQL means: as they
/// were when they were remembered, and back to that. Settings that live in the file (journal_mode=WAL,
/// user_version) are the migration's own business.
class Settings
{
public:
    void remember(sqlite3 *database);

    /// Puts back what differs. In a transaction some settings cannot be changed, and databases not be
    /// detached; those wait for the next call outside one.
    void restore(sqlite3 *database) const;

private:
    std::map<std::string_view, std::string> m_values{};
};

} // namespace gander::driver::sqlite
