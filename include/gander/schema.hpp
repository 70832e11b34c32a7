#pragma once
/// What a database holds, as a value that can be kept and compared. Read from the database's own catalogs;
/// nothing is dumped, and no other program is run.

#include <gander/database.hpp>
#include <gander/report.hpp>

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gander {

/// One thing that a database holds and how it is defined, in words of PostgreSQL's own where it has such:
/// `column public.users.name` is `number 2, character varying(20), not null`. For people and for comparing;
/// no format that could be run.
struct Definition
{
    std::string object{}; ///< its kind and its name in full: `table public.users`
    std::string text{};

    friend bool operator==(Definition const &, Definition const &) = default;
};

/// Everything that migrations can make: tables with their columns, constraints and partitions, indexes,
/// views, sequences, types, functions, triggers, rules, policies, extensions, grants, comments and so on, in
/// order of name. Not the rows, nor where a sequence stands. What belongs to an extension is left out, and so
/// are the version table and goose_lock. An owner counts only where it is not the database's.
struct Schema
{
    std::vector<Definition> definitions{};

    friend bool operator==(Schema const &, Schema const &) = default;
};

/// What two schemas do not have in common. At least one side has a text.
struct Difference
{
    std::string object{};
    std::optional<std::string> left{}; ///< empty: only the other one has it
    std::optional<std::string> right{};

    friend bool operator==(Difference const &, Difference const &) = default;
};

/// In one transaction, which changes nothing; on a connection of your own none may be open. `table` is the
/// version table that is left out, as Options::table names it. Migrator::schema() does this for a Migrator's
/// database.
[[nodiscard]] Schema read_schema(Database &database, std::string const &table = "goose_db_version");

/// In order of name; empty when they are equal.
[[nodiscard]] std::vector<Difference> compare(Schema const &left, Schema const &right);

/// For people: `table public.a is only in the left one`, or both texts.
std::string to_string(Difference const &difference);

/// What a database has to have, by name. A name is written as in SQL: folded to lower case unless it is in
/// double quotes, and looked for in the search_path unless its schema stands before it.
struct SchemaExpectation
{
    std::optional<Version> version{}; ///< this one is applied, and nothing higher
    std::vector<std::string> tables{};
    std::vector<std::string> columns{};                           ///< `table.column`
    std::vector<std::string> indexes{};                           ///< and valid
    std::vector<std::string> constraints{};                       ///< `table.constraint`
    std::map<std::string, std::vector<std::string>> partitions{}; ///< by the table that they are part of
    std::vector<std::string> functions{};                         ///< and procedures, without arguments
    std::vector<std::string> extensions{};
    std::vector<std::string> views{}; ///< and materialized ones
    std::vector<std::string> types{};
    std::vector<std::string> triggers{}; ///< `table.trigger`

    /// Where these stand in a file, if they do, for what is said of them; by JSON pointer: `/version`,
    /// `/tables/0`, `/partitions/events/0`.
    std::map<std::string, Place> places{};
};

/// Whether a database has what it has to have.
struct Verification
{
    Version version = 0;              ///< the highest that is applied
    std::size_t found = 0;            ///< tables, columns and so on that were looked for and are there
    std::vector<Problem> missing{};   ///< what is not there; of migrations with the statement that creates it
    std::vector<Problem> undone{};    ///< statements of migrations: what they drop is still there
    std::vector<Problem> unchecked{}; ///< statements and migrations that leave nothing to look for, and
                                      ///< versions that are applied and have no file here
    Peer peer{};

    bool passed() const noexcept { return missing.empty() && undone.empty(); }
};

/// A database of a test's own, made by Migrator::create_test_database().
struct TestDatabase
{
    Peer peer{};                         ///< with its name
    Version version = 0;                 ///< that it is at
    std::string made_from{};             ///< the template's name; empty: it was migrated by itself
    bool template_made = false;          ///< by this call
    std::chrono::nanoseconds duration{}; ///< of all of it
};

} // namespace gander
