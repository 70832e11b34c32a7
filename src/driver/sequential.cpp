#include "driver/session.hpp"

#include <chrono>

namespace gander::driver {

using namespace std::chrono;

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

/// For as long as it lives the session does not hear of a stop.
class Undisturbed
{
public:
    Undisturbed(Session &session, std::stop_token stop) : m_session(session), m_stop(std::move(stop))
    {
        m_session.watch({});
    }
    Undisturbed(Undisturbed const &) = delete;
    Undisturbed &operator=(Undisturbed const &) = delete;
    ~Undisturbed() { m_session.watch(m_stop); }

private:
    Session &m_session;
    std::stop_token m_stop;
};

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
        m_halt = Halt{.task = index, .stage = Stage::begin};
        auto const started = floor<microseconds>(system_clock::now());
        auto const from = steady_clock::now();
        if (!succeeds(task)) {
            clean_up(task);
            return std::move(m_halt);
        }
        // Not within what may fail: the step is done, whatever becomes of the telling.
        m_progress.on_done(index, started, steady_clock::now() - from);
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
            run_body(task);
            record_what_stays(task);
            return;
        }
        m_progress.on_begin(m_halt.task);
        m_session.begin();
        run_body(task);
        enter(Stage::record);
        m_session.record(task.record);
        enter(Stage::commit);
        m_halt.transaction_ended = m_session.transaction_ended(); // before our own COMMIT ends it
        m_progress.on_commit(m_halt.task);
        m_session.commit();
    }

    /// Without a transaction all statements have taken effect by now. A stop that comes before the version is
    /// recorded must not lose that, or they would run again next time.
    void record_what_stays(Task const &task)
    {
        at(Stage::record);
        if (m_session.in_transaction()) {
            throw Error(Errc::sql, "the migration leaves a transaction open: end it with COMMIT");
        }
        Undisturbed const undisturbed{m_session, m_stop};
        m_session.record(task.record);
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
            m_progress.on_statement(m_halt.task, index);
            m_session.send(statement);
            ++index;
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
        bool const began =
            in_transaction(task) && m_halt.stage != Stage::begin && m_halt.stage != Stage::commit;
        if (began) {
            m_halt.transaction_ended = m_session.transaction_ended();
        }
        m_session.rollback();
        m_session.forget_settings();
        if (began) {
            m_progress.on_rollback(m_halt.task);
        }
    }

    Session &m_session;
    Progress &m_progress;
    std::stop_token m_stop; ///< a copy: the session forgets its own for a while
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
