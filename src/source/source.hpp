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

struct Folder
{
    std::vector<Source> migrations{}; ///< in order of version, then path
    std::vector<Source> after{};      ///< after-steps, in order of path
};

/// Every migration directly in `directory`, duplicates included, and every after-step. A .go file without a
/// numeric name, and every _test.go file, is left out, as goose does. Throws Errc::no_directory and
/// Errc::bad_name. A regular file holds none.
Folder scan(std::filesystem::path const &directory);

/// Whether the last component ends in `.after`: an after-step to us, nothing to goose.
bool is_after(std::string_view path) noexcept;

/// The after-step that a file is, whatever its name.
Source after_step(std::string path);

/// What `path` stands for: a file for itself, a folder for every *.sql and *.after file directly in it, in
/// order of name. Throws Errc::io when it is not there, Errc::no_migrations for a folder without any, and
/// Errc::no_directory for one that cannot be read.
std::vector<Source> after_steps_at(std::filesystem::path const &path);

/// The versions in a folder as far as they can be told: files without one do not count, and a folder that
/// cannot be read has none.
std::vector<Version> versions_in(std::filesystem::path const &directory);

/// The whole file. Throws Errc::io with the path and the system's reason; a pipe or a device is refused.
std::string read(std::filesystem::path const &file);

} // namespace gander::source
