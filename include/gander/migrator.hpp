#pragma once
/// The engine: a set of migrations, a database, and what to do with the two.

#include <gander/database.hpp>
#include <gander/error.hpp>
#include <gander/report.hpp>
#include <gander/schema.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gander {

/// A migration written in C++. Either function may be empty: then the version is recorded and nothing is run.
/// With TxMode::transaction the function runs in the transaction of its version row and must not end it; an
/// exception that leaves it rolls everything back.
struct FunctionMigration
{
    using Function = std::function<void(Connection &, std::stop_token)>;

    Version version = 0;
    std::string name{};
    Function up{};
    Function down{};
    TxMode tx = TxMode::transaction;
};

/// A migration file compiled into the program; made by gander_embed_migrations() in CMake.
struct EmbeddedFile
{
    std::string_view path;
    std::string_view text;
};

/// The migrations there are. Files are named here and read when planned; two of one version are found then
/// too.
class MigrationSet
{
public:
    MigrationSet();

    /// Every `*.sql` and `*.go` file directly in `directory`, links followed, and every `*.after` file as an
    /// after-step, in order of name. Of a regular file the set is empty, as with goose. Throws
    /// Errc::no_directory, and Errc::bad_name for an .sql file whose name does not begin with a version and
    /// `_`.
    [[nodiscard]] static MigrationSet from_directory(std::filesystem::path const &directory);

    /// Files that gander_embed_migrations() put into the program. They must outlive the set.
    [[nodiscard]] static MigrationSet from_embedded(std::span<EmbeddedFile const> files);

    /// Throws Errc::duplicate_version, and Errc::bad_name for a version below 1.
    MigrationSet &add(FunctionMigration migration);

    /// A file, or every `*.sql` and `*.after` file directly in a folder, in order of name: SQL that up() runs
    /// each time once all migrations are applied, such as GRANTs, behind the after-steps there are. Read when
    /// planned. Throws Errc::io when nothing is there, Errc::no_migrations for a folder without any, and
    /// Errc::usage for a migration of this set.
    MigrationSet &add_after(std::filesystem::path const &path);

    /// Takes out what PostgreSQL's own grammar proves to be of no use to these tables, which are named
    /// without a schema; the after-steps too. What is kept can be applied by itself, with
    /// Options::allow_missing, and the rest later, by the whole set: the schema then is the same as after one
    /// up() of everything. Kept is what changes one of the tables or what its definition names, what could
    /// not change places with that, and whatever runs or defines code or is not understood. Throws
    /// Errc::usage for a table that no migration touches, ParseError for a file that cannot be read, and
    /// Errc::unsupported in a build without PostgreSQL.
    Subset keep_tables(std::span<std::string const> tables);

    /// In order of version.
    [[nodiscard]] std::vector<Source> sources() const;

    /// In the order they are run in.
    [[nodiscard]] std::vector<Source> after_steps() const;

    MigrationSet(MigrationSet &&) noexcept;
    MigrationSet &operator=(MigrationSet &&) noexcept;
    ~MigrationSet();

    struct Impl; ///< opaque

private:
    friend class Migrator;
    std::unique_ptr<Impl> m_impl;
};

/// Told of a run while it runs, in the thread that runs it. Every function may be left as it is. What it
/// throws is swallowed: it neither fails a step nor loses a report. It must not call the Migrator that it
/// observes.
class Observer
{
public:
    virtual ~Observer() = default;
    virtual void on_start(Plan const & /*plan*/) {}
    virtual void on_step(Step const & /*step*/) {}
    virtual void on_begin(Step const & /*step*/) {} ///< a transaction opens
    virtual void on_statement(Step const & /*step*/, Statement const & /*one of its*/) {
    }                                                ///< before it is sent
    virtual void on_commit(Step const & /*step*/) {} ///< before it is asked for
    virtual void on_rollback(Step const & /*step*/) {}
    virtual void on_notice(Diagnostic const & /*notice*/) {} ///< what the server says by the way
    virtual void on_note(std::string_view /*text*/) {}       ///< what Gander says by the way
    virtual void on_result(Result const & /*result*/) {}
    virtual void on_finish(Report const & /*report*/) {} ///< also after a failure

    /// True to be given goose's parser trace (`-v`) of each file, line by line, before its step begins.
    virtual bool wants_trace() const { return false; }
    virtual void on_trace(std::string_view /*line*/) {}
};

/// How runs keep out of each other's way. `automatic` is right everywhere: PostgreSQL's advisory lock, or,
/// behind a pooler that hands out one connection a transaction, a row in goose_lock. Both are goose's own, so
/// a goose library that locks and Gander exclude each other. SQLite needs neither: each step looks again, in
/// its own transaction, whether it is still to be done.
enum class LockMode : std::uint8_t { automatic, session, lease, none };

struct Options
{
    std::string table = "goose_db_version"; ///< `schema.table` and `"Quoted"` are understood
    bool allow_missing = false;             ///< apply versions older than the newest applied one
    bool versioning = true;                 ///< false: run files and record nothing (seeds)
    bool after_steps = true;                ///< false: up() leaves the set's after-steps alone
    LockMode lock = LockMode::automatic;
    /// How long a run waits for another one, not counting the time in which that is seen to be at work.
    std::chrono::nanoseconds lock_wait = std::chrono::minutes{5};
    std::chrono::nanoseconds wait{}; ///< how long to keep trying to reach a database that is not up yet
    Observer *observer = nullptr;    ///< must outlive the Migrator
    std::stop_token stop{};          ///< asks a run to end, from any thread; it then throws Errc::cancelled
};

/// Where a database has to be; what is set must hold, all of it. It is judged by the set of applied versions,
/// each by its last row in the version table, and not by version(), which is the one that was applied last.
/// No version table means that nothing is applied, which counts as version 0.
struct Requirement
{
    std::optional<Version> version{}; ///< this one is applied, and nothing higher
    std::optional<Version> min{};     ///< the highest applied version is at least this
    std::optional<Version> max{};     ///< … at most this
    bool files = false;               ///< every migration of the set is applied
    bool exact = false;               ///< with files: and nothing else is
};

/// Brings a database to a version. goose calls this a Provider. Use one from one thread at a time.
///
/// Each write reads the history, plans, reads and checks every file of the plan, and only then runs the first
/// statement. When a step fails, the steps before it stay, and MigrationError says exactly what was done.
/// Runs on one database take turns: where something is pending, a write first obtains the migration lock. A
/// connection that is lost on the way is made again, and the run goes on where nothing was lost.
class Migrator
{
public:
    Migrator(Database database, MigrationSet migrations, Options options = {});
    Migrator(Migrator &&) noexcept;
    Migrator &operator=(Migrator &&) noexcept;
    ~Migrator();

    /// Connects, waiting as Options::wait says, and returns what it has reached. Reads and writes nothing; an
    /// SQLite file that does not exist yet is no failure. Throws as connecting does: Errc::connection, with
    /// retryable() true when the wait was too short.
    Peer ping();

    // These read. They create nothing, not even the version table.

    /// The version of the last migration applied and not rolled back; 0 when there is none or no table yet.
    [[nodiscard]] Version version();
    [[nodiscard]] std::vector<Status> status(); ///< in order of version; State::untracked ones included
    [[nodiscard]] bool has_pending();
    [[nodiscard]] Plan plan_up(std::optional<Version> target = {});
    [[nodiscard]] Plan plan_up_by_one();
    [[nodiscard]] Plan plan_down();
    [[nodiscard]] Plan plan_down_to(Version target);
    [[nodiscard]] Plan plan_redo();
    [[nodiscard]] Plan plan_reset();

    /// What the database holds, without the version table: to be compared with another one's.
    [[nodiscard]] Schema schema();

    /// Whether every migration of the set is applied, and what they make is there still. On SQLite they are
    /// tried in a database in memory, on PostgreSQL read, as adopt() does.
    [[nodiscard]] Verification verify();

    /// Whether what is named is there. Throws Errc::usage for what is no name.
    [[nodiscard]] Verification verify(SchemaExpectation const &expected);

    /// Whether the database is where it has to be, now. Where it is not, the last thing that the observer is
    /// told, in on_note(), is what it lacks. Throws Errc::usage for a requirement that makes no sense.
    [[nodiscard]] bool meets(Requirement const &required);

    /// Returns when the database is where it has to be. Until then it looks again and again, also for a
    /// server that is not up yet or was lost, and tells the observer, in on_note(), what it waits for: at
    /// first and whenever that changes. A stop throws Errc::cancelled; what time cannot heal, a wrong
    /// password for example, is thrown at once.
    void await(Requirement const &required);

    /// Looks once a second whether the database is where it has to be, tells `tell` each time, and returns
    /// after a stop. Keeps to one connection: when that is lost it throws Errc::connection, since what is
    /// reached the next time may be another database.
    void watch(Requirement const &required, std::function<void(bool met)> const &tell);

    // These write. On failure of a step they throw MigrationError.

    /// Also runs the set's after-steps, each in a transaction, when every migration is applied; under the
    /// migration lock, with nothing pending too.
    Report up();
    Report up_by_one(); ///< done is empty when nothing was pending
    Report up_to(Version target);
    Report down(); ///< rolls back the current version; throws Errc::version_not_found at version 0
    Report down_to(Version target);
    Report redo();
    Report reset(); ///< rolls back everything that is applied and has a migration here

    /// Applies or rolls back exactly one migration, whatever its place in the order. Throws
    /// Errc::already_applied, Errc::not_applied or Errc::version_not_found.
    Report apply(Version version, Direction direction);

    /// For a database that something else has migrated: records every migration up to `version`, which has to
    /// be one of them, as applied, in one transaction and without running anything; unless something that
    /// they create is missing, in which case nothing is recorded. On SQLite the migrations are tried in a
    /// database in memory, on PostgreSQL read. Throws Errc::version_not_found, and Errc::already_applied for
    /// a database in which any version is recorded.
    Adoption adopt(Version version);

    /// Makes a database beside the Migrator's own, on the same server, as up() would leave it: a copy of a
    /// template, which is made when it is first asked for and whenever the migrations have changed. Callers
    /// that need it at the same time make it once. Of a set without migrations it is an empty database.
    /// An empty name gives one that nobody else has. The user
    /// must be allowed to create databases. Throws Errc::unsupported elsewhere than on PostgreSQL,
    /// Errc::lock_timeout when others have the template for longer than Options::lock_wait, and
    /// MigrationError.
    TestDatabase create_test_database(std::string const &name = {});

    /// Drops one that create_test_database() made, and ends what is connected to it. False when there is no
    /// such database; Errc::usage for one that something else made.
    bool drop_test_database(std::string const &name);

    /// All of them, and the templates, as far as they are this user's. Returns their names.
    std::vector<std::string> drop_test_databases();

    /// Throws Errc::stale_plan if the history has moved since the plan was made.
    Report run(Plan const &plan);

    struct Impl; ///< opaque

private:
    std::unique_ptr<Impl> m_impl;
};

} // namespace gander
