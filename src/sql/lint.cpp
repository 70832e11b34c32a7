#include "sql/lint.hpp"

#include "sql/commands.hpp"
#include "sql/conforming.hpp"
#include "sql/shape.hpp"
#include "sql/transaction_rules.hpp"

#include <algorithm>
#include <string>

namespace gander::sql {

namespace {

Spot spot_of(Script const &script, std::size_t statement, Command const &command)
{
    auto const at = script.position(statement, command.begin);
    auto const text = script.statements[statement].text.substr(
        command.begin, std::min(command.end - command.begin, std::size_t{60}));
    auto const length = std::min(text.find('\n'), text.size());
    return {at.line, at.column, static_cast<int>(length)};
}

bool has(Command const &command, std::string_view wanted)
{
    return std::ranges::any_of(command.words, [&](std::string_view word) { return is_word(word, wanted); });
}

/// CREATE FUNCTION or PROCEDURE that ends at a semicolon in its body, since nothing quotes it.
bool is_torn_routine(Command const &command, std::string_view text)
{
    auto const &words = command.words;
    if (words.empty() || !is_word(words.front(), "CREATE") || has(command, "ATOMIC") ||
        !(has(command, "FUNCTION") || has(command, "PROCEDURE"))) {
        return false;
    }
    auto const own = text.substr(command.begin, command.end - command.begin);
    bool const quotes = own.find_first_of("'$") != std::string_view::npos;
    return has(command, "BEGIN") || has(command, "DECLARE") || (has(command, "AS") && !quotes);
}

/// What to do about what does not go well with a transaction. An after-step has no way out of its own.
class Hints
{
public:
    explicit Hints(bool after) : m_after(after) {}

    /// About BEGIN, END and the like. `routine` is the line in which one that was torn begins, or 0.
    std::string for_ending(int routine) const
    {
        std::string plain =
            m_after ? only_way : "take it out, or add `-- +goose NO TRANSACTION` to run the file without one";
        if (routine == 0) {
            return plain;
        }
        return "if it is of the body of the routine in line " + std::to_string(routine) +
               ", put `-- +goose StatementBegin` above that line and `-- +goose StatementEnd` below the "
               "body's END; else " +
               plain;
    }

    std::string for_refused() const
    {
        return m_after ? only_way : "add `-- +goose NO TRANSACTION`, best in a file that holds nothing else";
    }

private:
    static constexpr auto const *only_way = "take it out: an after-step runs in a transaction of its own";
    bool m_after;
};

void lint_in_transaction(Spot const &spot, TransactionRule const &rule, Hints const &hints, int routine,
                         Complaints &complaints)
{
    switch (rule.clash) {
    case Clash::none:
        return;
    case Clash::ends_it:
        complaints.error(spot, std::string(rule.name) + " in a file that runs in a transaction of its own",
                         hints.for_ending(routine));
        return;
    case Clash::refused:
        complaints.error(spot,
                         std::string(rule.name) + " cannot run in a transaction, and this file runs in one",
                         hints.for_refused());
        return;
    case Clash::ignored:
        complaints.warning(
            spot, std::string(rule.name) + " does nothing within a transaction, and this file runs in one",
            hints.for_refused());
        return;
    }
}

} // namespace

void lint(Script const &script, ParseOptions const &options, Complaints &complaints)
{
    auto const &syntax = options.syntax;
    Hints const hints{options.after};
    auto now = syntax;
    int routine = 0;
    for (std::size_t i = 0; i < script.statements.size(); ++i) {
        auto const text = script.statements[i].text;
        auto const all = commands(text, now);
        if (syntax.escape_strings) {
            now.plain_escapes = backslashes_after(all, text, script.tx).value_or(now.plain_escapes);
        }
        for (auto const &command : all) {
            auto const rule = transaction_rule(command, text, syntax);
            if (is_torn_routine(command, text)) {
                routine = script.position(i, command.begin).line;
            }
            if (rule.clash == Clash::none) {
                continue;
            }
            if (script.tx == TxMode::transaction) {
                lint_in_transaction(spot_of(script, i, command), rule, hints, routine, complaints);
            } else if (rule.clash == Clash::refused && all.size() > 1) {
                complaints.warning(spot_of(script, i, command),
                                   std::string(rule.name) +
                                       " shares a statement with others, which then run in a transaction",
                                   "give it a line, or a StatementBegin block, of its own");
            }
        }
    }
}

} // namespace gander::sql
