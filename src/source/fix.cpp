#include "base/file.hpp"
#include "base/path.hpp"
#include "model/sources.hpp"
#include "source/numbering.hpp"
#include "source/source.hpp"

#include <gander/error.hpp>
#include <gander/files.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace gander {

namespace {

/// The file's name with another version before its first `_`; the folder's name may hold the same digits.
std::filesystem::path renumbered(std::filesystem::path const &path, Version version)
{
    auto const name = path.filename().native();
    return path.parent_path() / (source::sequence_text(version) + name.substr(name.find('_')));
}

void rename_file(Rename const &rename)
{
    struct stat status
    {
    };
    bool const taken = ::lstat(rename.to.c_str(), &status) == 0;
    if (taken || ::rename(rename.from.c_str(), rename.to.c_str()) != 0) {
        int const error = taken ? EEXIST : errno;
        throw Error(Errc::io,
                    "rename " + rename.from.native() + " " + rename.to.native() + ": " + system_reason(error),
                    "files before it are renamed already; run the command again when this is settled");
    }
}

} // namespace

std::vector<Rename> fix_versions(std::filesystem::path const &directory)
{
    auto const sources = source::scan(directory).migrations;
    if (sources.empty()) {
        throw Error(Errc::no_migrations, "no migration files found",
                    "migrations are files named VERSION_name.sql, directly in the folder");
    }
    require_unique(sources);
    std::vector<Rename> done;
    bool const timed = std::ranges::any_of(
        sources, [](Source const &source) { return source::is_timestamp(source.version); });
    if (!timed) { // then it does not matter whether a number is left
        return done;
    }
    auto version = source::next_in_sequence(sources);
    for (auto const &source : sources) {
        if (source::is_timestamp(source.version)) {
            done.push_back({source.path, renumbered(source.path, version++)});
            rename_file(done.back());
        }
    }
    return done;
}

} // namespace gander
