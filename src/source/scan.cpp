#include "base/file.hpp"
#include "base/path.hpp"
#include "base/quote.hpp"
#include "model/sources.hpp"
#include "source/source.hpp"

#include <gander/error.hpp>

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

namespace gander::source {

namespace {

/// What stands before a name in that folder; a path has no `./` at its front.
std::string prefix_of(std::string const &directory)
{
    auto const path = joined_path(directory, {});
    return path == "." ? "" : path.ends_with('/') ? path : path + '/';
}

[[noreturn]] void throw_bad_name(std::string const &path, std::string const &error)
{
    throw Error(Errc::bad_name, "could not parse SQL migration file " + go_quoted(path) + ": " + error,
                "name it like 00001_create_users.sql, or move it out of the migrations folder");
}

} // namespace

void throw_unreadable(std::string const &directory, int error)
{
    if (error == ENOENT) {
        throw Error(Errc::no_directory, directory + " directory does not exist");
    }
    throw Error(Errc::no_directory, "open " + directory + ": " + system_reason(error),
                error == ENOTDIR ? "a part of this path is a file, not a folder"
                                 : "the folder and the folders above it must be readable for this user");
}

// Only names are looked at, so that a folder of thousands costs one pass; what they point to is found out
// when a file is read.
std::vector<std::string> names_in(std::string const &directory)
{
    std::unique_ptr<DIR, int (*)(DIR *)> const stream{::opendir(directory.c_str()), ::closedir};
    if (!stream) {
        if (errno == ENOTDIR) {
            struct stat status
            {
            };
            if (::stat(directory.c_str(), &status) == 0) {
                return {}; // a regular file
            }
        }
        throw_unreadable(directory, errno);
    }
    std::vector<std::string> names;
    for (;;) {
        errno = 0;
        auto const *const entry = ::readdir(stream.get());
        if (entry == nullptr) {
            break;
        }
        names.emplace_back(static_cast<char const *>(entry->d_name));
    }
    if (errno != 0) {
        throw_unreadable(directory, errno);
    }
    return names;
}

Folder scan(std::filesystem::path const &directory)
{
    Folder folder;
    std::pair<std::string, std::string> bad; // the first by name, and what is wrong with it
    auto const prefix = prefix_of(directory.native());
    for (auto const &name : names_in(directory.native())) {
        auto path = prefix + name;
        auto classified = classify(path);
        if (classified.source) {
            folder.migrations.push_back(std::move(*classified.source));
        } else if (is_after(name)) {
            folder.after.push_back(after_step(std::move(path)));
        } else if (!classified.error.empty() && (bad.first.empty() || path < bad.first)) {
            bad = {std::move(path), std::move(classified.error)};
        }
    }
    if (!bad.first.empty()) {
        throw_bad_name(bad.first, bad.second);
    }
    std::sort(folder.migrations.begin(), folder.migrations.end(), by_version);
    std::ranges::sort(folder.after, {}, &Source::path);
    return folder;
}

std::vector<Version> versions_in(std::filesystem::path const &directory)
{
    std::vector<Version> versions;
    std::error_code error;
    std::filesystem::directory_iterator const all{directory, error};
    if (!error) {
        for (auto const &entry : all) {
            if (auto const found = classify(entry.path().native()).source) {
                versions.push_back(found->version);
            }
        }
    }
    return versions;
}

static std::string hint_for(std::string_view error)
{
    if (error.ends_with(": not a regular file")) {
        return "a pipe or a device is no migration: put a file in its place, or take it out";
    }
    if (error.ends_with(": permission denied")) {
        return "the file must be readable for the user who runs this, which in a container seldom owns it";
    }
    return {};
}

std::string read(std::filesystem::path const &file)
{
    auto contents = read_regular_file(file.native());
    if (!contents.error.empty()) {
        throw Error(Errc::io, contents.error, hint_for(contents.error));
    }
    return std::move(contents.text);
}

} // namespace gander::source
