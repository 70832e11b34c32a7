#pragma once
/// How to talk to one database server. One folder a client library; everything that differs between them is
/// here.

#include <gander/error.hpp>
#include <gander/migrator.hpp>
#include <gander/report.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

namespace gander::driver {

enum class Access { read, write };

/// How long one attempt at connecting may take when there will be others.
struct AttemptLimit
{
    std::chrono::nanoseconds host{}; ///< to hear from a name server, and from each host, unless the
                                     ///< connection string says how long
    std::chrono::steady_clock::time_point end{}; ///< of it all
};

/// A query that comes first, in the step's transaction where it has one; without one before each of its
/// statements, and with its version row. Unless its first value is `expected`, nothing more of the step is
/// run, and the batch halts with `unexpected`.
struct Guard
{
    std::string query{}; ///< empty: none
    std::string_view expected{};
    Errc unexpected = Errc::lock_lost;

    bool empty() const noexcept { return query.empty(); }

    /// Throws, unless these rows are as expected.
    void require(std::vector<Connection::Row> const &rows) const;
};

/// One step of a batch, complete: what to run and how to record it.
struct Task
{
    Step const *step = nullptr;
    FunctionMigration::Function const *function = nullptr; ///< null for SQL steps
    std::string record{}; ///< the statement that writes or deletes the version row; empty: record nothing
    Guard guard{};
};

/// Told of a batch while it runs, by the task's index in it.
class Progress
{
public:
    virtual ~Progress() = default;
    virtual void on_step(std::size_t task) = 0;
    virtual void on_begin(std::size_t task) = 0;
    virtual void on_statement(std::size_t task, std::size_t statement) = 0;
    virtual void on_commit(std::size_t task) = 0;
    virtual void on_rollback(std::size_t task) = 0;
    virtual void on_done(std::size_t task, TimePoint started, std::chrono::nanoseconds duration) = 0;
};

/// Why a batch ended before its end. The tasks before `task` are done and committed.
struct Halt
{
    std::size_t task = 0;
    bool begun = true; ///< false: a stop, or the guard, came before anything of the task was run
    Stage stage = Stage::statement;
    Outcome outcome = Outcome::not_applied;
    TimePoint started{};
    std::chrono::nanoseconds duration{};
    std::size_t statement = 0; ///< index in the step, in Stage::statement
    std::size_t settled =
        0; ///< how many statements stay, without a transaction: one of their own may be open
    Errc code = Errc::sql;
    std::string message{};
    Diagnostic diagnostic{};
    bool transaction_ended = false; ///< by a statement of the step itself: what ran before may stay
};

/// A Connection that a Migrator can drive.
class Session : public Connection
{
public:
    using OnNotice = std::function<void(Diagnostic const &)>;

    /// Connects, or does nothing when already connected well enough. False when there is nothing to read yet:
    /// an SQLite file that does not exist, asked for with Access::read. Throws Errc::connection; Unreachable
    /// where it can say what time may heal.
    virtual bool connect(Access access) = 0;

    /// For connect(), from now on. Without one, an attempt takes as long as the connection string allows.
    void limit_attempts(std::optional<AttemptLimit> limit) noexcept { m_limit = limit; }

    /// What the connection string or the server made known on the way, for people: parameters that were
    /// ignored.
    virtual std::vector<std::string> notes() const { return {}; }

    /// Before the first write of a run: finds out whether the connection is pooled, and where it is not, asks
    /// the server to end what it runs for us once we are gone. Does nothing the second time.
    virtual void claim() {}

    /// Whether a pooler stands in between that may give every transaction another connection to the server.
    /// Known after claim().
    virtual bool pooled() const noexcept { return false; }

    /// A second session with the same database, not connected yet; null where there cannot be one.
    virtual std::unique_ptr<Session> another() const { return nullptr; }

    /// A session with another database of the same server, for the same user, not connected yet; null where
    /// there is none.
    virtual std::unique_ptr<Session> with_database(std::string const & /*name*/) const { return nullptr; }

    /// The file that stands for a lock on the whole database, where the kernel rather than a server keeps
    /// locks; empty for others.
    virtual std::string lock_file() const { return {}; }

    virtual Peer peer() const = 0;
    virtual void on_notice(OnNotice function) { m_on_notice = std::move(function); }

    /// From now on every wait ends when stop is requested: what runs is cancelled on the server and the call
    /// throws Errc::cancelled.
    virtual void watch(std::stop_token stop) { m_stop = std::move(stop); }

    virtual void begin()
    {
        m_transaction_ended = false;
        execute("BEGIN");
    }
    /// A query of our own in the middle of a migration: what the server remarks on it is for nobody.
    virtual std::vector<Row> query_quietly(std::string_view sql) { return query(sql); }

    /// begin(), then query_quietly(). In one round trip where the driver can.
    virtual std::vector<Row> begin_with(std::string_view sql)
    {
        begin();
        return query_quietly(sql);
    }
    virtual void commit() { execute("COMMIT"); }
    virtual void rollback() noexcept;

    std::stop_token stop_token() const noexcept { return m_stop; }

    /// Whether a transaction is open now, for drivers that can tell without asking the server.
    virtual bool in_transaction() const noexcept { return false; }

    /// Whether a statement has ended the transaction that begin() opened: then what ran before may stay,
    /// whatever rollback() does. Drivers keep m_transaction_ended; begin() clears it.
    bool transaction_ended() const noexcept { return m_transaction_ended; }

    /// Sends one statement of a migration, with its COPY rows if it has them.
    virtual void send(Statement const &statement);

    /// Undoes every session setting that a migration may have changed, then runs `sql` (the version row; may
    /// be empty). In the step's transaction where there is one; without one also after a stop, as long as
    /// that leaves time: what has taken effect must not be forgotten.
    virtual void record(std::string_view sql) = 0;

    /// The same for a step without a transaction, together with the guard where the driver can: then whoever
    /// may have taken over meanwhile has recorded the step, and we do not.
    virtual void record_alone(std::string_view sql, Guard const & /*guard*/) { record(sql); }

    /// Undoes the settings that a failed step may have left behind. Called after rollback(); record() does
    /// the same for steps that go well. A connection that cannot be cleaned is better closed.
    virtual void forget_settings() noexcept {}

    /// Runs the tasks in order until one fails. The default body does one thing at a time; a faster one must
    /// leave the database in the same state whatever happens.
    virtual std::optional<Halt> run(std::span<Task const> batch, Progress &progress);

protected:
    OnNotice m_on_notice{};
    std::stop_token m_stop{};
    std::optional<AttemptLimit> m_limit{};
    bool m_transaction_ended = false;
};

/// Makes a session that is not connected yet. Throws Errc::usage for a string that cannot be understood.
using Factory = std::unique_ptr<Session> (*)(std::string_view dbstring);

} // namespace gander::driver
