#include "base/ascii.hpp"
#include "driver/session.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace gander::driver {

using namespace std::chrono;

void Guard::require(std::vector<Connection::Row> const &rows) const
{
    if (rows.empty() || rows.front().empty() || rows.front().front() != expected) {
        throw Error(unexpected, unexpected == Errc::lock_lost
                                    ? "the migration lock is somebody else's now"
                                    : "the version table has changed since it was read");
    }
}

void Session::rollback() noexcept
{
    try {
        execute("ROLLBACK");
    } catch (...) { // there is nothing left to roll back, or nobody left to ask
    }
}

void Session::send(Statement const &statement)
{
    if (statement.copy_data) {
        throw Error(Errc::unsupported, "this database takes no rows after a statement (COPY ... FROM STDIN)");
    }
    execute(statement.text);
}

namespace {

constexpr std::string_view serialization_failure = "40001";

/// One task, one thing at a time. `m_halt` always names what is being done, so that whatever is thrown finds
/// its place already written down.
class Sequence
{
public:
    Sequence(Session &session, Progress &progress, std::stop_token stop)
        : m_session(session), m_progress(progress), m_stop(std::move(stop))
    {
    }

    std::optional<Halt> run(Task const &task, std::size_t index)
    {
        m_halt = Halt{.task = index, .begun = false, .stage = Stage::begin};
        m_halt.started = floor<microseconds>(system_clock::now());
        auto const from = steady_clock::now();
        bool const done = succeeds(task);
        m_halt.duration = steady_clock::now() - from;
        if (!done) {
            clean_up(task);
            return std::move(m_halt);
        }
        // Not within what may fail: the step is done, whatever becomes of the telling.
        m_progress.on_done(index, m_halt.started, m_halt.duration);
        return {};
    }

private:
    bool in_transaction(Task const &task) const { return task.step->tx == TxMode::transaction; }

    bool succeeds(Task const &task)
    {
        try {
            perform(task);
            return true;
        } catch (SqlError const &error) {
            m_halt.diagnostic = error.diagnostic();
            halt(error.code(), error.what());
        } catch (Error const &error) {
            m_halt.diagnostic.hint = error.hint();
            halt(error.code(), error.what());
        } catch (std::exception const &error) {
            halt(Errc::sql, error.what());
        } catch (...) {
            halt(Errc::sql, "an exception of a type that tells nothing");
        }
        return false;
    }

    void at(Stage stage, std::size_t statement = 0)
    {
        m_halt.stage = stage;
        m_halt.statement = statement;
    }

    void enter(Stage stage, std::size_t statement = 0)
    {
        at(stage, statement);
        if (m_stop.stop_requested()) {
            throw Error(Errc::cancelled, "stopped on request");
        }
    }

    void perform(Task const &task)
    {
        enter(Stage::begin);
        m_progress.on_step(m_halt.task);
        if (!in_transaction(task)) {
            check_guard(task);
            m_halt.begun = true;
            run_body(task);
            record_what_stays(task);
            return;
        }
        m_progress.on_begin(m_halt.task);
        begin(task);
        m_halt.begun = true;
        run_body(task);
        enter(Stage::record);
        m_session.record(task.record);
        enter(Stage::commit);
        m_halt.transaction_ended = m_session.transaction_ended(); // before our own COMMIT ends it
        m_progress.on_commit(m_halt.task);
        m_session.commit();
    }

    /// Where transactions are isolated strictly by default, the guard may collide with a renewal of the lock.
    void begin(Task const &task)
    {
        if (task.guard.empty()) {
            return m_session.begin();
        }
        insist([&] { task.guard.require(m_session.begin_with(task.guard.query)); });
    }

    /// Without a transaction. In one that the file has begun itself it would keep others waiting, and could
    /// break it.
    void check_guard(Task const &task)
    {
        if (!task.guard.empty() && !m_session.in_transaction()) {
            insist([&] { task.guard.require(m_session.query_quietly(task.guard.query)); });
        }
    }

    template<typename Work>
    void insist(Work const &work)
    {
        constexpr int tries = 3;
        for (int count = 1;; ++count) {
            try {
                return work();
            } catch (SqlError const &error) {
                if (count == tries || error.diagnostic().code != serialization_failure) {
                    throw;
                }
                m_session.rollback();
            }
        }
    }

    void record_what_stays(Task const &task)
    {
        at(Stage::record);
        if (m_session.in_transaction()) {
            throw Error(Errc::sql, "the migration leaves a transaction open: end it with COMMIT");
        }
        insist([&] { m_session.record_alone(task.record, task.guard); });
    }

    void run_body(Task const &task)
    {
        if (task.function) {
            enter(Stage::function);
            if (*task.function) { // an empty one only records its version
                (*task.function)(m_session, m_stop);
            }
            return;
        }
        std::size_t index = 0;
        for (auto const &statement : task.step->statements()) {
            enter(Stage::statement, index);
            if (!in_transaction(task) && index > 0) {
                check_guard(task);
            }
            m_progress.on_statement(m_halt.task, index);
            m_session.send(statement);
            ++index;
            if (!m_session.in_transaction()) {
                m_halt.settled = index;
            }
        }
    }

    void halt(Errc code, char const *what)
    {
        m_halt.code = code;
        m_halt.message = what;
    }

    /// Also where the step asked for no transaction: it may have begun one of its own.
    void clean_up(Task const &task)
    {
        bool const began = in_transaction(task) && m_halt.begun && m_halt.stage != Stage::commit;
        if (began) {
            m_halt.transaction_ended = m_session.transaction_ended();
        }
        m_halt.outcome = in_transaction(task) ? outcome_of_transaction() : outcome_without(task);
        m_session.rollback();
        m_session.forget_settings();
        if (began) {
            m_progress.on_rollback(m_halt.task);
        }
    }

    /// Until COMMIT is asked for, whatever breaks, the server rolls back.
    Outcome outcome_of_transaction() const
    {
        if (m_halt.stage == Stage::commit && m_halt.code == Errc::in_doubt) {
            return Outcome::unknown;
        }
        return m_halt.transaction_ended ? Outcome::partly_applied : Outcome::not_applied;
    }

    /// A statement of which something may stay though it failed.
    static bool leaves_pieces(Task const &task, std::size_t statement)
    {
        auto const text = ascii_lower(task.step->statements()[statement].text);
        constexpr auto words =
            std::to_array<std::string_view>({"concurrently", "call", "commit", "end", "prepare"});
        return std::ranges::any_of(words, [&](std::string_view word) { return has_word(text, word); });
    }

    Outcome outcome_without(Task const &task) const
    {
        if (m_halt.stage == Stage::begin) {
            return Outcome::not_applied;
        }
        bool const unheard = m_halt.code == Errc::in_doubt || m_halt.code == Errc::connection;
        if (unheard && m_halt.stage != Stage::function) {
            return Outcome::unknown;
        }
        bool const nothing =
            m_halt.stage == Stage::statement && m_halt.settled == 0 && !leaves_pieces(task, m_halt.statement);
        return nothing || (m_halt.stage == Stage::record && task.step->statements().empty() && !task.function)
                   ? Outcome::not_applied
                   : Outcome::partly_applied;
    }

    Session &m_session;
    Progress &m_progress;
    std::stop_token m_stop;
    Halt m_halt{};
};

} // namespace

std::optional<Halt> Session::run(std::span<Task const> batch, Progress &progress)
{
    Sequence sequence{*this, progress, m_stop};
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (auto halt = sequence.run(batch[i], i)) {
            return halt;
        }
    }
    return {};
}

} // namespace gander::driver
