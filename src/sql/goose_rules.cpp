#include "sql/goose_rules.hpp"

#include "base/quote.hpp"
#include "sql/annotation.hpp"
#include "sql/envsub.hpp"
#include "sql/space.hpp"

#include <algorithm>
#include <utility>

namespace gander::sql {

namespace {

constexpr std::string_view see = ", see https://github.com/pressly/goose#sql-migrations";
constexpr std::size_t longest = std::size_t{4} * 1024 * 1024; // a line, with its end

/// What becomes of the line at hand.
enum class Next { failed, done, text };

enum State { start, up, begin_up, end_up, down, begin_down, end_down };

/// Does the last word before a word that begins with `--` end in a semicolon?
bool ends_with_semicolon(std::string_view line)
{
    bool semicolon = false;
    for (auto rest = left_trimmed(line); !rest.empty(); rest = left_trimmed(rest)) {
        std::size_t size = 0;
        while (size < rest.size() && leading_space(rest.substr(size)) == 0) {
            ++size;
        }
        auto const word = rest.substr(0, size);
        if (word.starts_with("--") || size >= longest) {
            break;
        }
        semicolon = word.ends_with(';');
        rest.remove_prefix(size);
    }
    return semicolon;
}

class Machine
{
public:
    Machine(Direction direction, Variables const &variables, bool trace)
        : m_up(direction == Direction::up), m_variables(variables), m_trace(trace)
    {
    }

    GooseReading run(std::string_view file);

private:
    bool line(std::string_view text);
    Next annotation(std::string_view text);
    Next statement_begin();
    Next statement_end();
    bool begin_half(Mark mark);
    bool gather(std::string_view text);
    bool ours();
    void store(char const *what);
    bool fail(std::string why);
    bool unfinished();
    void finish();
    void set(State state);
    void say(std::string const &what);

    bool m_up;
    Variables const &m_variables;
    bool m_trace;
    bool m_envsub = false;
    State m_state = start;
    std::string m_buffer{};
    int m_buffer_line = 0;
    int m_number = 0;
    GooseReading m_result{};
};

GooseReading Machine::run(std::string_view file)
{
    while (!file.empty()) {
        auto const end = std::min(file.find('\n'), file.size());
        auto text = file.substr(0, end);
        file.remove_prefix(std::min(end + 1, file.size()));
        ++m_number;
        if (text.size() >= longest) {
            fail("failed to scan migration: bufio.Scanner: token too long");
            return std::move(m_result);
        }
        if (text.ends_with('\r')) {
            text.remove_suffix(1);
        }
        if (!line(text)) {
            return std::move(m_result);
        }
    }
    m_number = 0;
    finish();
    return std::move(m_result);
}

void Machine::set(State state)
{
    say("set " + std::to_string(m_state) + " => " + std::to_string(state));
    m_state = state;
}

void Machine::say(std::string const &what)
{
    if (m_trace) {
        m_result.trace.push_back("\x1b[90mStateMachine: " + what + "\x1b[00m");
    }
}

bool Machine::fail(std::string why)
{
    m_result.error = std::move(why);
    m_result.error_line = m_number;
    return false;
}

bool Machine::line(std::string_view text)
{
    if (m_trace) {
        m_result.trace.emplace_back(text);
    }
    if (m_state == start && trimmed(text).empty()) {
        return true;
    }
    if (is_annotation(text)) {
        auto const next = annotation(text);
        if (next != Next::text) {
            return next == Next::done;
        }
    }
    if (m_buffer.empty() && (text.empty() || is_comment_line(text))) {
        say("ignore comment");
        return true;
    }
    return gather(text);
}

Next Machine::annotation(std::string_view text)
{
    auto const read = read_annotation(text);
    if (read.fault != AnnotationFault::none) {
        fail(read.goose);
        return Next::failed;
    }
    switch (*read.mark) {
    case Mark::up:
    case Mark::down:
        return begin_half(*read.mark) ? Next::done : Next::failed;
    case Mark::statement_begin:
        return statement_begin();
    case Mark::statement_end:
        return statement_end();
    case Mark::no_transaction:
        m_result.transaction = false;
        break;
    case Mark::envsub_on:
    case Mark::envsub_off:
        m_envsub = *read.mark == Mark::envsub_on;
        break;
    }
    return Next::done;
}

Next Machine::statement_begin()
{
    if (m_state != up && m_state != end_up && m_state != down && m_state != end_down) {
        fail(
            "'-- +goose StatementBegin' must be defined after '-- +goose Up' or '-- +goose Down' annotation, "
            "stateMachine=" +
            std::to_string(m_state) + std::string(see));
        return Next::failed;
    }
    set(m_state == up || m_state == end_up ? begin_up : begin_down);
    return Next::done;
}

/// Its line goes on to where the block's text is stored.
Next Machine::statement_end()
{
    if (m_state != begin_up && m_state != begin_down) {
        fail("'-- +goose StatementEnd' must be defined after '-- +goose StatementBegin'" + std::string(see));
        return Next::failed;
    }
    set(m_state == begin_up ? end_up : end_down);
    return Next::text;
}

bool Machine::begin_half(Mark mark)
{
    auto const number = std::to_string(m_state);
    if (mark == Mark::up) {
        if (m_state != start) {
            return fail("duplicate '-- +goose Up' annotations; stateMachine=" + number + std::string(see));
        }
        set(up);
        return true;
    }
    if (m_state != up && m_state != end_up) {
        return fail("must start with '-- +goose Up' annotation, stateMachine=" + number + std::string(see));
    }
    if (!unfinished()) {
        return false;
    }
    set(down);
    return true;
}

/// False, with goose's error, when text is left that no semicolon ended.
bool Machine::unfinished()
{
    auto const rest = trimmed(m_buffer);
    if (rest.empty()) {
        return true;
    }
    fail("failed to parse migration: state " + std::to_string(m_state) +
         ", direction: " + (m_up ? "up" : "down") + ": unexpected unfinished SQL query: " + go_quoted(rest) +
         ": missing semicolon?");
    m_result.error_line = m_buffer_line;
    return false;
}

bool Machine::gather(std::string_view text)
{
    std::string expanded(text);
    if (m_state != end_up && m_state != end_down) {
        if (m_envsub) {
            auto result = substitute(text, m_variables, EnvsubRules::goose);
            if (result.fault) {
                return fail("variable substitution failed: " + result.fault->goose + ":\n" +
                            std::string(text));
            }
            expanded = std::move(result.text);
        }
        m_buffer_line = m_buffer.empty() ? m_number : m_buffer_line;
        m_buffer += expanded + '\n';
    }
    if (m_state == start) {
        return fail("failed to parse migration: unexpected state 0 on line " + go_quoted(expanded) +
                    std::string(see));
    }
    if (!ours()) {
        return true;
    }
    if (m_state == end_up || m_state == end_down) {
        bool const in_up = m_state == end_up;
        store(in_up ? "store Up statement" : "store Down statement");
        set(in_up ? up : down);
    } else if ((m_state == up || m_state == down) && ends_with_semicolon(expanded)) {
        store(m_state == up ? "store simple Up query" : "store simple Down query");
    }
    return true;
}

bool Machine::ours()
{
    bool const in_up = m_state <= end_up;
    if (in_up != m_up) {
        m_buffer.clear();
        say(in_up ? "ignore down" : "ignore up");
    }
    return in_up == m_up;
}

void Machine::store(char const *what)
{
    m_result.statements.push_back({std::string(trimmed(m_buffer)), m_buffer.empty() ? 0 : m_buffer_line});
    m_buffer.clear();
    say(what);
}

void Machine::finish()
{
    if (m_state == start) {
        fail("failed to parse migration: must start with '-- +goose Up' annotation" + std::string(see));
    } else if (m_state == begin_up || m_state == begin_down) {
        fail("failed to parse migration: missing '-- +goose StatementEnd' annotation");
    } else {
        unfinished();
    }
}

} // namespace

GooseReading goose_rules(std::string_view file, Direction direction, Variables const &variables, bool trace)
{
    return Machine(direction, variables, trace).run(file);
}

} // namespace gander::sql
