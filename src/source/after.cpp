/// After-steps: files that `up` runs behind the migrations.

#include "base/path.hpp"
#include "source/source.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace gander::source {

namespace fs = std::filesystem;

bool is_after(std::string_view path) noexcept
{
    constexpr std::string_view ending = ".after";
    auto const name = path.substr(path.rfind('/') + 1); // npos + 1 is 0
    return name.size() > ending.size() && name.ends_with(ending);
}

Source after_step(std::string path) { return {.kind = Kind::after, .path = std::move(path)}; }

std::vector<Source> after_steps_at(fs::path const &path)
{
    std::error_code error;
    auto const status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) {
        throw Error(Errc::io, fmt::format("after-step {}: no such file or directory", path.string()),
                    "name an SQL file, or a folder with *.sql or *.after files in it");
    }
    if (!fs::is_directory(status)) { // what is wrong with it is found out when it is read
        return {after_step(path.string())};
    }
    auto names = names_in(path.string());
    std::erase_if(names, [](std::string const &name) { return !name.ends_with(".sql") && !is_after(name); });
    if (names.empty()) {
        throw Error(Errc::no_migrations, fmt::format("no after-step in {}", path.string()),
                    "after-steps are the *.sql and *.after files directly in the folder");
    }
    std::ranges::sort(names);
    std::vector<Source> steps;
    steps.reserve(names.size());
    for (auto const &name : names) {
        steps.push_back(after_step(joined_path(path.string(), name)));
    }
    return steps;
}

} // namespace gander::source
