#include "base/descriptor.hpp"
#include "base/file.hpp"
#include "base/path.hpp"
#include "model/sources.hpp"
#include "source/case.hpp"
#include "source/numbering.hpp"
#include "source/source.hpp"
#include "source/templates.hpp"

#include <gander/error.hpp>
#include <gander/files.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <system_error>

namespace gander {

namespace {

std::string next_version(std::filesystem::path const &directory, Numbering numbering)
{
    if (numbering == Numbering::sequential) {
        auto const sources = source::scan(directory).migrations;
        require_unique(sources);
        return source::sequence_text(source::next_in_sequence(sources));
    }
    auto const now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    return source::timestamp_text(source::free_moment(source::versions_in(directory), now));
}

std::string advice(int error)
{
    switch (error) {
    case ENOENT:
        return "make the folder first (mkdir -p, or the command init)";
    case ENOTDIR:
        return "migrations are made in a folder, and a part of this path is a file";
    case EEXIST:
        return "a migration of this version and name is there already: use another name, or try again";
    default:
        return "the folder must be writable for this user";
    }
}

void write_new_file(std::string const &path, std::string_view text)
{
    int const fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) {
        int const error = errno;
        throw Error(Errc::io, "failed to create migration file: open " + path + ": " + system_reason(error),
                    advice(error));
    }
    int error = write_all(fd, text);
    if (::close(fd) != 0 && error == 0) { // where a full network disk tells
        error = errno;
    }
    if (error != 0) {
        ::unlink(path.c_str()); // half a template would be half a migration
        throw Error(Errc::io, "failed to create migration file: write " + path + ": " + system_reason(error));
    }
}

std::filesystem::path create(std::filesystem::path const &directory, std::string_view name,
                             std::string_view type, Numbering numbering, std::string_view text)
{
    auto file_name = next_version(directory, numbering) + "_" + source::snake_case(name) + ".";
    file_name += type;
    auto path = joined_path(directory.native(), file_name);
    write_new_file(path, text);
    return path;
}

} // namespace

std::filesystem::path create_migration(std::filesystem::path const &directory, std::string_view name,
                                       std::string_view type, Numbering numbering)
{
    if (type == "go") {
        return create(directory, name, type, numbering, source::go_template(source::camel_case(name)));
    }
    return create(directory, name, type, numbering, source::sql_template());
}

std::filesystem::path init_directory(std::filesystem::path const &directory, Numbering numbering)
{
    struct stat status
    {
    };
    if (::stat(directory.c_str(), &status) == 0) {
        throw Error(Errc::io, "directory already exists: " + directory.native(),
                    "it is ready for migrations: add one with the command create");
    }
    if (int const error = errno; error != ENOENT) {
        throw Error(Errc::io, "stat " + directory.native() + ": " + system_reason(error));
    }
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    if (error) {
        throw Error(Errc::io, "mkdir " + directory.native() + ": " + system_reason(error.value()),
                    "the folder above it must be writable for this user");
    }
    return create(directory, "initial", "sql", numbering, source::first_migration_template());
}

} // namespace gander
