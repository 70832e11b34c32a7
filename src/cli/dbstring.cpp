#include "cli/dbstring.hpp"

#include "cli/environment.hpp"
#include "cli/secret_directory.hpp"
#include "cli/secret_file.hpp"

#include <gander/gander.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

namespace gander::cli {

namespace {

constexpr auto variables = std::to_array<std::string_view>({"GANDER_DBSTRING_FILE", "GOOSE_DBSTRING_FILE"});

Dbstring read(std::string_view name, std::string const &path)
{
    std::error_code unreadable;
    if (std::filesystem::is_directory(path, unreadable)) {
        return {secret_dbstring(name, path, read_secret_keys(name, path)), name, true};
    }
    return {read_secret(name, path), name, false};
}

std::vector<Dbstring> read_files()
{
    std::vector<Dbstring> found;
    for (auto const name : variables) {
        if (auto const path = variable(name); !path.empty()) {
            found.push_back(read(name, path));
        }
    }
    return found;
}

/// The client library behind a driver's word.
std::string_view client(std::string_view word)
{
    auto const all = drivers();
    auto const hit = std::ranges::find(all, word, &DriverWord::word);
    return hit == all.end() ? std::string_view{} : hit->driver;
}

} // namespace

DbstringFiles dbstring_files()
{
    auto const given = [](std::string_view name) { return !variable(name).empty(); };
    return std::ranges::any_of(variables, given) ? read_files : DbstringFiles{};
}

Dbstring named_dbstring(std::string const &goose_dbstring, DbstringFiles const &files)
{
    Dbstring result{goose_dbstring, "GOOSE_DBSTRING"};
    for (auto const &answer : files ? files() : std::vector<Dbstring>{}) {
        if (!result.text.empty() && answer.text != result.text) {
            throw Error(Errc::usage,
                        fmt::format("{} and {} do not say the same, and it is not clear which one counts",
                                    result.variable, answer.variable),
                        "unset one of them; a .env file may have set it too");
        }
        auto const secret = result.secret || answer.secret;
        result = result.text.empty() ? answer : result;
        result.secret = secret;
    }
    return result;
}

void require_kind(Dbstring const &dbstring, std::string_view driver)
{
    auto const kind = driver_of_url(dbstring.text).value_or(dbstring.secret ? "postgres" : "");
    if (!kind.empty() && client(kind) != client(driver)) {
        auto const what = dbstring.variable.empty() ? "the connection string" : dbstring.variable;
        throw Error(Errc::usage, fmt::format("{} is for {}, and the driver is {}", what, kind, driver),
                    "name the driver that it is for, or another connection string");
    }
}

} // namespace gander::cli
