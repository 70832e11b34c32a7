#pragma once
/// Tools for migration files: make, renumber, check. None of them needs a database.

#include <gander/report.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gander {

/// How a new migration's version is chosen: the UTC time, or a second after the newest time stamp where that
/// is taken; or the highest sequence number plus one (`%05d`).
enum class Numbering : std::uint8_t { timestamp, sequential };

/// Makes `<version>_<snake_name>.<type>` from a template and returns its path. `type` is `sql`, `go`, or any
/// other extension (which gets the SQL template). Never overwrites. Throws Errc::io, Errc::no_directory, and
/// Errc::duplicate_version where numbering in sequence meets two files of one version.
std::filesystem::path create_migration(std::filesystem::path const &directory, std::string_view name,
                                       std::string_view type, Numbering numbering);

/// Makes the directory (parents too) with a first migration that explains the format, and returns that file.
/// Throws Errc::io when the directory is already there.
std::filesystem::path init_directory(std::filesystem::path const &directory, Numbering numbering);

struct Rename
{
    std::filesystem::path from;
    std::filesystem::path to;
};

/// Renames time-stamped migrations to sequence numbers, continuing after the highest one, and returns what it
/// did. Databases that have applied them are not touched. Throws Errc::no_migrations, Errc::io.
std::vector<Rename> fix_versions(std::filesystem::path const &directory);

struct ValidateOptions
{
    std::string dialect = "postgres"; ///< a driver word: whose quoting rules the files follow
    bool goose = false;               ///< also report what goose 3.29 would refuse or read otherwise
    bool after_steps = true;          ///< false: pass over *.after files, as goose does
};

/// What a migration file, or an after-step, holds.
struct FileSummary
{
    Source source{};
    TxMode tx = TxMode::transaction;
    int up = 0;   ///< statements
    int down = 0; ///< statements
};

struct Validation
{
    std::vector<FileSummary> files{}; ///< in order of path; only files that could be read
    std::vector<Problem> problems{};  ///< in order of path and line
};

/// Reads both directions of every migration in a directory (or of one file), and its after-steps, and reports
/// every problem it finds. Throws Errc::no_directory only.
Validation validate(std::filesystem::path const &path, ValidateOptions const &options = {});

} // namespace gander
