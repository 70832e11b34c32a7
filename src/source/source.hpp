#pragma once
/// Where migrations come from: names and versions only, no SQL is read here.

#include <gander/report.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gander::source {

/// The version that a file name begins with, or goose's words for why it has none.
struct ParsedName
{
    Version version = 0;
    std::string error{}; ///< empty when version is good
};
ParsedName parse_name(std::string_view file_name);

/// What a path is by its last component alone: a migration, no migration (neither member is set), or an .sql
/// file without a version, which nobody may pass over.
struct Classified
{
    std::optional<Source> source{}; ///< its path is the one that was given
    std::string error{};            ///< of a bad .sql name, in goose's words
};

/// A name that ends in .sql is a migration; one that ends in .go only when it has a version and is no
/// _test.go; anything else is none.
Classified classify(std::string path);

/// The error for a folder that opendir() or stat() does not like: Errc::no_directory.
[[noreturn]] void throw_unreadable(std::string const &directory, int error);

/// Every name in the folder, `.` and `..` too, in no order; a regular file holds none. Throws
/// Errc::no_directory.
std::vector<std::string> names_in(std::string const &directory);

/// Every migration directly in `directory`, unordered duplicates included, in order of version, then path. A
/// .go file without a numeric name, and every _test.go file, is left out, as goose does. Throws
/// Errc::no_directory and Errc::bad_name. A regular file holds none.
std::vector<Source> scan(std::filesystem::path const &directory);

/// The versions in a folder as far as they can be told: files without one do not count, and a folder that
/// cannot be read has none.
std::vector<Version> versions_in(std::filesystem::path const &directory);

/// The whole file. Throws Errc::io with the path and the system's reason; a pipe or a device is refused.
std::string read(std::filesystem::path const &file);

} // namespace gander::source
