#include "cluster/files.hpp"

#include "base/file.hpp"

#include <gander/gander.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace gander::cluster {

std::vector<kubernetes::File> migration_files(std::string const &directory)
{
    auto const migrations = MigrationSet::from_directory(directory);
    auto sources = migrations.sources();
    if (sources.empty()) {
        throw Error(Errc::no_migrations, fmt::format("no migration files found in {}", masked(directory)),
                    "migrations are files named VERSION_name.sql, directly in the folder");
    }
    auto problems = validate(directory, {.dialect = "postgres"}).problems;
    std::erase_if(problems, [](Problem const &problem) { return problem.severity != Severity::error; });
    if (!problems.empty()) {
        throw ParseError(std::move(problems));
    }
    std::ranges::move(migrations.after_steps(), std::back_inserter(sources));
    std::vector<kubernetes::File> files;
    for (auto const &source : sources) {
        auto contents = read_regular_file(source.path);
        if (!contents.error.empty()) {
            throw Error(Errc::io, contents.error);
        }
        files.push_back({source.path.substr(source.path.rfind('/') + 1), std::move(contents.text)});
    }
    return files;
}

} // namespace gander::cluster
