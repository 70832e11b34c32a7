#include "driver/sqlite/open.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>

namespace gander::driver::sqlite {

namespace {

struct How
{
    std::string_view mode;
    int flags = 0;
    bool immutable = false;
};

constexpr How read_only{"ro", SQLITE_OPEN_READONLY};
constexpr How read_write{"rw", SQLITE_OPEN_READWRITE};
constexpr How immutable{"ro", SQLITE_OPEN_READONLY, true};

void run(sqlite3 *database, std::string const &sql)
{
    if (int const code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK) {
        throw make_error(database, code);
    }
}

void apply_pragmas(sqlite3 *database, Dsn const &dsn)
{
    for (auto const &pragma : dsn.pragmas) {
        run(database, "pragma " + pragma);
    }
}

/// These change the file whatever query_only says.
bool changes_the_file(std::string_view pragma)
{
    auto word = pragma.substr(0, pragma.find_first_of("(="));
    word.remove_prefix(std::min(word.find_first_not_of(" \t"), word.size()));
    word = word.substr(0, word.find_first_of(" \t"));
    word.remove_prefix(word.find('.') + 1); // `main.journal_mode`
    auto const is = [&](std::string const &name) {
        return sqlite3_stricmp(std::string{word}.c_str(), name.c_str()) == 0;
    };
    return is("journal_mode") || is("wal_checkpoint");
}

/// The string's settings without those that are written to the file.
void apply_pragmas_for_reading(sqlite3 *database, Dsn const &dsn)
{
    run(database, "pragma query_only = 1");
    for (auto const &pragma : dsn.pragmas) {
        if (changes_the_file(pragma)) {
            continue;
        }
        auto const sql = "pragma " + pragma;
        int const code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr);
        if (code != SQLITE_OK && (code & 0xFF) != SQLITE_READONLY) {
            throw make_error(database, code);
        }
    }
    run(database, "pragma query_only = 1");
}

Handle open(Dsn const &dsn, How const &how, Prepare const &prepare)
{
    sqlite3 *raw = nullptr;
    auto const name = dsn.open_name(how.mode, how.immutable);
    int const code = sqlite3_open_v2(name.c_str(), &raw, how.flags | SQLITE_OPEN_URI | SQLITE_OPEN_FULLMUTEX,
                                     dsn.vfs.empty() ? nullptr : dsn.vfs.c_str());
    Handle handle{raw};
    if (code != SQLITE_OK) {
        // Otherwise the message may be that of an earlier call: goose has had its share of `out of memory`.
        throw make_error(code == SQLITE_CANTOPEN ? nullptr : raw, code);
    }
    sqlite3_extended_result_codes(raw, 1);
    if (dsn.defensive) {
        sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    }
    if (!dsn.double_quoted_strings) {
        sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
        sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    }
    prepare(raw);
    return handle;
}

/// Opening reads nothing yet; this does. The result code of the first real look into the file.
int first_look(sqlite3 *database)
{
    return sqlite3_exec(database, "SELECT 1 FROM sqlite_master LIMIT 1", nullptr, nullptr, nullptr);
}

bool has_content(std::string const &file)
{
    struct stat status
    {
    };
    return ::stat(file.c_str(), &status) == 0 && status.st_size > 0;
}

/// A handle that has been looked through once, or nothing when SQLite could not read the file this way but
/// might another way.
std::optional<Handle> try_open(Dsn const &dsn, How const &how, Prepare const &prepare, bool last)
{
    auto handle = open(dsn, how, prepare);
    int const code = first_look(handle.get());
    if (code != SQLITE_OK) {
        bool const other_way = (code & 0xFF) == SQLITE_CANTOPEN || (code & 0xFF) == SQLITE_READONLY;
        if (!other_way || last) {
            throw make_error(handle.get(), code);
        }
        return {};
    }
    apply_pragmas_for_reading(handle.get(), dsn);
    return handle;
}

bool exists(std::string const &path)
{
    struct stat status
    {
    };
    return ::stat(path.c_str(), &status) == 0;
}

bool is_directory(std::string const &path)
{
    struct stat status
    {
    };
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool file_is_missing(std::string const &path)
{
    struct stat status
    {
    };
    if (::stat(path.c_str(), &status) == 0 || errno != ENOENT) {
        return false;
    }
    auto const parent = std::filesystem::path{path}.parent_path().native();
    return is_directory(parent.empty() ? "." : parent);
}

} // namespace

Handle open_for_writing(Dsn const &dsn, Prepare const &prepare)
{
    How const how{dsn.mode, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE};
    auto handle = open(dsn, how, prepare);
    apply_pragmas(handle.get(), dsn);
    return handle;
}

Handle open_for_reading(Dsn const &dsn, Prepare const &prepare)
{
    auto const path = dsn.path();
    bool const may_create = dsn.mode.empty() || dsn.mode == "rwc";
    if (may_create && file_is_missing(path)) {
        return {};
    }
    if (is_directory(path)) { // which would open for reading, and then fail with less to say
        throw make_error(nullptr, SQLITE_CANTOPEN);
    }
    bool const may_write = dsn.mode != "ro";
    // A reader that may not write leaves the side files of a WAL database behind; one that may takes them
    // away. So the first is right only where they are there already.
    bool const reader_only = !may_write || exists(path + "-wal");
    if (auto handle = try_open(dsn, reader_only ? read_only : read_write, prepare, false)) {
        return std::move(*handle);
    }
    // A journal that was left behind has to be played back first: by us, if we may write.
    bool const left_behind = has_content(path + "-wal") || has_content(path + "-journal");
    if (may_write && reader_only) {
        if (auto handle = try_open(dsn, read_write, prepare, left_behind)) {
            return std::move(*handle);
        }
    }
    // A WAL database that was closed in good order, in a folder where its side files cannot be made.
    return std::move(*try_open(dsn, left_behind ? read_only : immutable, prepare, true));
}

} // namespace gander::driver::sqlite
