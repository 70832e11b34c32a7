#include "cluster/files.hpp"

#include "base/file.hpp"
#include "kubernetes/json_path.hpp"

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

std::vector<kubernetes::Document> manifests(std::string const &path)
{
    auto const contents = read_file(path);
    if (!contents.error.empty()) {
        throw Error(Errc::usage, contents.error, "it has to be a file with manifests");
    }
    auto documents = kubernetes::read_yaml(contents.text, path);
    if (documents.empty()) {
        throw Error(Errc::usage, fmt::format("{}: there is nothing in it", path),
                    "it has to be a file with manifests");
    }
    for (auto const &document : documents) {
        if (kubernetes::text_at(document.value, {"kind"}) == "List") {
            throw document.error(kubernetes::Document::Pointer{"/kind"}, "a List, which is not looked into",
                                 "write its items as documents of their own, with --- between them");
        }
    }
    return documents;
}

} // namespace gander::cluster
