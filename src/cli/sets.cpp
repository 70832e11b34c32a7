#include "cli/sets.hpp"

#include "base/file.hpp"
#include "cli/settings.hpp"
#include "kubernetes/read_yaml.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string_view>

namespace gander::cli {

namespace {

constexpr auto example = "a set is a name with a list of tables: `audit: [audit_events, action_types]`";

std::string own_name(std::string name)
{
    auto const from = name.find_first_not_of(" \t");
    auto const to = name.find_last_not_of(" \t");
    name = from == std::string::npos ? std::string{} : name.substr(from, to - from + 1);
    if (name.ends_with('"')) { // "app"."Audit"
        auto const open = name.rfind('"', name.size() - 2);
        return open == std::string::npos ? name : name.substr(open + 1, name.size() - open - 2);
    }
    return name.substr(name.find_last_of('.') + 1);
}

kubernetes::Document sets_in(std::string const &path)
{
    auto const file = read_file(path);
    if (!file.error.empty()) {
        throw Error(Errc::usage, file.error,
                    "sets of tables stand in sets.yaml beside the migrations, or in the file of --sets");
    }
    auto documents = kubernetes::read_yaml(file.text, path);
    if (documents.size() != 1 || !documents[0].value.is_object()) {
        throw Error(Errc::usage, fmt::format("{}:1:1: there are no sets in it", path), example);
    }
    return std::move(documents[0]);
}

std::string names_in(kubernetes::Document const &sets)
{
    std::vector<std::string> names;
    for (auto const &[key, value] : sets.value.items()) {
        names.push_back(key);
    }
    return names.empty() ? std::string(example) : fmt::format("it has {}", fmt::join(names, ", "));
}

std::string path_of(Settings const &settings)
{
    return !settings.sets.empty() ? settings.sets
                                  : (std::filesystem::path(settings.directory) / "sets.yaml").string();
}

std::vector<std::string> tables_of(kubernetes::Document const &sets, std::string const &name)
{
    auto const set = sets.value.find(name);
    if (set == sets.value.end()) {
        throw Error(Errc::usage, fmt::format("{} has no set {}", sets.path, name), names_in(sets));
    }
    auto const at = kubernetes::Document::Pointer{} / name;
    if (!set->is_array() || set->empty()) {
        throw sets.error(at, fmt::format("the set {} is no list of tables", name), example);
    }
    std::vector<std::string> tables;
    for (std::size_t i = 0; i < set->size(); ++i) {
        if (!(*set)[i].is_string()) {
            throw sets.error(at / i, "this is no name of a table", example);
        }
        tables.push_back(own_name((*set)[i].get<std::string>()));
    }
    return tables;
}

} // namespace

std::vector<std::string> wanted_tables(Settings const &settings)
{
    std::vector<std::string> tables;
    std::ranges::transform(settings.tables, std::back_inserter(tables), own_name);
    if (!settings.set.empty()) {
        std::ranges::move(tables_of(sets_in(path_of(settings)), settings.set), std::back_inserter(tables));
    } else if (!settings.sets.empty()) {
        throw Error(Errc::usage, "--sets names a file and there is no --set",
                    "--set NAME, one of those in it");
    }
    return tables;
}

std::optional<Error> told_of_sets(Error const &error, Settings const &settings)
{
    try {
        constexpr std::string_view beginning = "no migration makes or changes a table ";
        std::string_view const what = error.what();
        if (settings.set.empty() || !what.starts_with(beginning)) {
            return std::nullopt;
        }
        auto const sets = sets_in(path_of(settings));
        auto const tables = tables_of(sets, settings.set);
        auto const hit = std::ranges::find(tables, what.substr(beginning.size()));
        if (hit == tables.end()) { // one of --tables
            return std::nullopt;
        }
        auto const number = static_cast<std::size_t>(hit - tables.begin());
        return sets.error(kubernetes::Document::Pointer{} / settings.set / number, error.what(),
                          error.hint());
    } catch (Error const &) { // the file has gone meanwhile
        return std::nullopt;
    }
}

} // namespace gander::cli
