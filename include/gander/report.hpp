#pragma once
/// The values that Gander's stages hand to each other and to you: what a migration is, what would be done
/// (Plan), what was done (Report), and how things stand (Status). Nothing here does anything.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gander {

/// A migration's version: 1 … 2^63-1, in practice a sequence number or a UTC time as YYYYMMDDHHMMSS.
using Version = std::int64_t;

/// A moment, UTC where the database says so, to the microsecond. SQLite's and PostgreSQL's version tables
/// hold times without a zone; they are passed on as stored.
using TimePoint = std::chrono::sys_time<std::chrono::microseconds>;

enum class Direction : std::uint8_t { up, down };

/// What a migration is made of. `go` stands for one of goose's Go migrations: it is listed so that nobody
/// misses it, but only the Go program it was written for can run it. `after` is no migration but an
/// after-step: SQL that up() ends with each time, which has no version (0) and is recorded nowhere.
enum class Kind : std::uint8_t { sql, function, go, after };

/// Whether a migration runs in a transaction with its version row, or statement by statement without one
/// (`-- +goose NO TRANSACTION`).
enum class TxMode : std::uint8_t { transaction, none };

/// `untracked`: the database says applied, but there is no such migration here any more.
enum class State : std::uint8_t { pending, applied, untracked };

/// Where a migration comes from. For files, `path` is the directory joined with the file's name; for
/// functions it is the name they were added with.
struct Source
{
    Version version = 0;
    Kind kind = Kind::sql;
    std::string path{};

    friend bool operator==(Source const &, Source const &) = default;
};

/// One statement as it is sent to the database. The text lives as long as the Script it came from.
struct Statement
{
    std::string_view text{};
    std::optional<std::string_view> copy_data{}; ///< the rows that follow `COPY … FROM STDIN`, without `\.`
    int line = 0;                                ///< of the first character, from 1
    int column = 0;                              ///< in bytes, from 1
};

/// A migration file, read and split for one direction. Opaque: a Step gives its statements.
struct Script;

/// One migration in one direction, or an after-step.
struct Step
{
    Source source{};
    Direction direction = Direction::up;
    TxMode tx = TxMode::transaction;
    std::shared_ptr<Script const> script{}; ///< null for functions

    /// What would be sent, in order. Empty for functions and for files that say nothing in this direction.
    std::span<Statement const> statements() const noexcept;

    /// The text of one of these as the file has it: with ${NAME} where the value is sent, which may be a
    /// secret.
    std::string source_of(Statement const &statement) const;
};

/// How one migration stands in the database.
struct Status
{
    Source source{};
    State state = State::pending;
    std::optional<TimePoint> applied_at{}; ///< empty while pending, and where the row has no time
};

/// A step that was done.
struct Result
{
    Step step{};
    TimePoint started{};
    std::chrono::nanoseconds duration{};
    bool empty = false; ///< nothing to run in this direction: only the version was recorded
};

/// Which part of a step failed.
enum class Stage : std::uint8_t { begin, statement, function, record, commit };

/// What the database said of itself or of a statement. Fields it did not send are empty.
struct Diagnostic
{
    std::string severity{}; ///< ERROR, FATAL, WARNING, NOTICE, …
    std::string message{};
    std::string code{}; ///< SQLSTATE; for SQLite the extended result code as decimal digits
    std::string detail{};
    std::string hint{};
    std::string context{};
    std::string query{};      ///< the inner statement that failed, of a function or a DO block
    std::size_t position = 0; ///< in the statement, in characters from 1; 0 when not given
};

/// A place in a migration file, with the line itself so that it can be shown without reading the file again.
struct Place
{
    std::string path{};
    int line = 0;   ///< from 1; 0 when unknown
    int column = 0; ///< in bytes, from 1; 0 when unknown
    std::string text{};
};

/// What became of a step that was not done. `partly_applied`: something of it stays, though its version is
/// not recorded. `unknown`: the database could not be asked any more.
enum class Outcome : std::uint8_t { not_applied, partly_applied, unknown };

/// The step that ended a run, and why.
struct Failure
{
    Step step{};
    Stage stage = Stage::statement;
    Outcome outcome = Outcome::not_applied;
    std::string statement{}; ///< the text that failed, as it was sent; empty in other stages
    std::string source{};    ///< the same as the file has it: with ${NAME} where the value was sent
    std::string message{};   ///< the driver's words, complete on their own
    Diagnostic diagnostic{};
    Place place{};                  ///< of the error where the server gave a position, else of the statement
    bool position_known = false;    ///< place is the very spot, not just where the statement begins
    int statements_done = 0;        ///< that succeeded before the failure; kept only without a transaction
    bool transaction_ended = false; ///< the migration itself ended its transaction: what ran before may stay
};

/// What would be done. A value: print it, compare it, keep it, run it.
struct Plan
{
    Version from = 0; ///< current version now
    Version to = 0;   ///< current version afterwards
    std::vector<Step> steps{};
    std::vector<Step> after{}; ///< after-steps, run when all of the above is done
};

/// Which database a run spoke to, as the connection sees it. Never a password.
struct Peer
{
    std::string driver{}; ///< goose's word for it: postgres, sqlite3
    std::string user{};
    std::string host{};
    std::string port{};
    std::string database{}; ///< its name, for SQLite the file
};

/// What was done. done + after + failed + skipped are exactly the plan's steps and after-steps, in its order.
/// A run that was stopped between two steps has skipped ones and no failed one.
struct Report
{
    Version from = 0;
    Version to = 0;                  ///< current version when the run ended
    std::vector<Result> done{};      ///< migrations
    std::vector<Result> after{};     ///< after-steps that are done
    std::optional<Failure> failed{}; ///< a migration, or an after-step
    std::vector<Step> skipped{};     ///< migrations, then after-steps
    Peer peer{};
    TimePoint started{};
    std::chrono::nanoseconds duration{};
};

enum class Severity : std::uint8_t { warning, error };

/// What a Problem is about: a file's name, two files of one version, a file that cannot be read, text that is
/// not a migration, text that is one but will not do what it seems to, or what a database lacks of it.
enum class ProblemKind : std::uint8_t { name, duplicate, unreadable, parse, lint, schema };

/// Something wrong with a migration file, for people: what, where, and what to do.
struct Problem
{
    Severity severity = Severity::error;
    ProblemKind kind = ProblemKind::parse;
    Place place{};
    int length = 1;        ///< bytes to underline from place.column
    std::string message{}; ///< what is wrong
    std::string hint{};    ///< what to do next
    std::string goose{};   ///< what goose 3.29 says of it; empty where goose does not notice
};

/// Whether migrations that something else has run are recorded now as applied.
struct Adoption
{
    Version version = 0;            ///< that was asked for
    std::vector<Source> adopted{};  ///< recorded now; empty when something is missing or undone
    std::size_t found = 0;          ///< tables, columns and so on that were looked for and are there
    std::vector<Problem> missing{}; ///< what is not there, with the place of the statement that creates it
    std::vector<Problem>
        undone{}; ///< statements that were not run: what they drop is there, or they are no SQL
    std::vector<Problem> unchecked{}; ///< statements and migrations that leave nothing to look for
    Peer peer{};
};

/// A migration, and why it was kept or left out, in words.
struct Choice
{
    Source source{};
    std::string why{};
};

/// What MigrationSet::keep_tables() has made of a set; each in order of version.
struct Subset
{
    std::vector<Choice> kept{};
    std::vector<Choice> left_out{};
};

} // namespace gander
