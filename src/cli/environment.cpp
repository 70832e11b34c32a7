#include "cli/environment.hpp"

#include "base/env_file.hpp"

#include <gander/database.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace gander::cli {

std::string variable(std::string_view name)
{
    auto const *value = std::getenv(std::string(name).c_str());
    return value == nullptr ? std::string{} : std::string{value};
}

/// An -env that has lost its argument may have taken a connection string for it, and the error repeats it.
static std::string without_dbstring(std::string error, std::string const &path)
{
    auto const at = error.find(path);
    auto const shown = masked(path);
    return shown == path || at == std::string::npos ? error : error.replace(at, path.size(), shown);
}

std::string load_env_file(std::string const &choice)
{
    if (choice == "none") {
        return {};
    }
    auto const name = choice.empty() ? std::string(".env") : choice;
    std::error_code unknown;
    auto const status = std::filesystem::status(name, unknown);
    // A folder called .env is some other tool's.
    if (choice.empty() && (!std::filesystem::exists(status) || std::filesystem::is_directory(status))) {
        return {};
    }
    auto const file = read_env_file(name);
    if (!file.error.empty()) {
        return without_dbstring(file.error, name);
    }
    for (auto const &[key, value] : file.variables) {
        ::setenv(key.c_str(), value.c_str(), 0);
    }
    return {};
}

bool libpq_is_configured()
{
    constexpr auto names = std::to_array<std::string_view>(
        {"PGHOST", "PGHOSTADDR", "PGSERVICE", "PGPORT", "PGDATABASE", "PGUSER"});
    return std::ranges::any_of(names, [](std::string_view name) { return !variable(name).empty(); });
}

} // namespace gander::cli
