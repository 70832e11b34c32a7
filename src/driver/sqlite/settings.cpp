#include "driver/sqlite/settings.hpp"

#include "driver/sqlite/handle.hpp"

#include <array>
#include <vector>

namespace gander::driver::sqlite {

namespace {

struct Setting
{
    std::string_view name;
    bool anywhere; ///< can be changed in a transaction as well
};

constexpr std::array settings{
    Setting{"query_only", true}, // first, so that the others can be written at all
    Setting{"writable_schema", true},
    Setting{"recursive_triggers", true},
    Setting{"legacy_alter_table", true},
    Setting{"ignore_check_constraints", true},
    Setting{"case_sensitive_like", true},
    Setting{"reverse_unordered_selects", true},
    Setting{"read_uncommitted", true},
    Setting{"trusted_schema", true},
    Setting{"full_column_names", true},
    Setting{"short_column_names", true},
    Setting{"foreign_keys", false},
    // In a transaction, switching it off would also forget the violations that were found so far.
    Setting{"defer_foreign_keys", false},
    Setting{"synchronous", false},
    Setting{"temp_store", false},
    Setting{"locking_mode", false},
    Setting{"journal_mode", false},
};

void run(sqlite3 *database, std::string const &sql)
{
    if (int const code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK) {
        throw make_error(database, code);
    }
}

/// The first row's column of a query; empty without a row.
std::string value_of(sqlite3 *database, std::string const &sql, int column = 0)
{
    sqlite3_stmt *raw = nullptr;
    int const code = sqlite3_prepare_v2(database, sql.c_str(), -1, &raw, nullptr);
    Prepared const statement{raw};
    if (code != SQLITE_OK || sqlite3_step(raw) != SQLITE_ROW) {
        return {};
    }
    auto const *const text = reinterpret_cast<char const *>(sqlite3_column_text(raw, column));
    return text != nullptr ? text : "";
}

std::string current(sqlite3 *database, std::string_view name)
{
    if (name == "case_sensitive_like") { // the one pragma that cannot be asked
        return value_of(database, "SELECT NOT ('a' LIKE 'A')");
    }
    return value_of(database, "PRAGMA " + std::string{name});
}

/// Journals in memory or none at all belong to the connection and would cost the next step its rollback; the
/// others are the file's.
bool is_to_be_restored(std::string_view name, std::string const &value)
{
    return name != "journal_mode" || value == "off" || value == "memory";
}

std::vector<std::string> attached(sqlite3 *database)
{
    std::vector<std::string> names;
    sqlite3_stmt *raw = nullptr;
    sqlite3_prepare_v2(database, "PRAGMA database_list", -1, &raw, nullptr);
    Prepared const statement{raw};
    while (raw != nullptr && sqlite3_step(raw) == SQLITE_ROW) {
        if (sqlite3_column_int(raw, 0) > 1) { // 0 is main, 1 is temp
            names.emplace_back(reinterpret_cast<char const *>(sqlite3_column_text(raw, 1)));
        }
    }
    return names;
}

std::string quoted(std::string_view name)
{
    std::string out = "\"";
    for (char const c : name) {
        out += c == '"' ? "\"\"" : std::string(1, c);
    }
    return out + '"';
}

} // namespace

void Settings::remember(sqlite3 *database)
{
    for (auto const &setting : settings) {
        m_values[setting.name] = current(database, setting.name);
    }
}

void Settings::restore(sqlite3 *database) const
{
    bool const outside = sqlite3_get_autocommit(database) != 0;
    for (auto const &[name, anywhere] : settings) {
        if (!anywhere && !outside) {
            continue;
        }
        auto const now = current(database, name);
        if (auto const before = m_values.at(name); now != before && is_to_be_restored(name, now)) {
            run(database, "PRAGMA " + std::string{name} + " = " + before);
        }
    }
    if (outside) {
        for (auto const &name : attached(database)) {
            run(database, "DETACH DATABASE " + quoted(name));
        }
    }
}

} // namespace gander::driver::sqlite
