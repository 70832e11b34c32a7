// Any bytes, in both directions and two dialects: the parser must neither crash nor say something impossible.
#include "sql/check.hpp"
#include "sql/goose_rules.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>

using namespace gander;

namespace {

void require(bool holds, char const *what)
{
    if (!holds) {
        std::fprintf(stderr, "broken: %s\n", what);
        std::abort();
    }
}

std::optional<std::string> variable(std::string_view name)
{
    if (name == "A") {
        return "value";
    }
    if (name == "EMPTY") {
        return "";
    }
    return name == "LINES" ? std::optional<std::string>("x;\ny") : std::nullopt;
}

Syntax syntax(bool postgres)
{
    Syntax result;
    result.dollar_quotes = result.escape_strings = result.nested_comments = postgres;
    result.begin_atomic = result.copy_from_stdin = postgres;
    result.bracket_names = result.backtick_names = result.trigger_bodies = !postgres;
    return result;
}

bool within(std::string_view part, std::string_view whole)
{
    return !std::less<>{}(part.data(), whole.data()) &&
           !std::less<>{}(whole.data() + whole.size(), part.data() + part.size());
}

void require_place(Place const &place, Script const &script)
{
    require(place.line >= 1 && place.column >= 1, "a place has a line and a column");
    require(place.text == script.line(place.line), "a place shows its line");
    require(static_cast<std::size_t>(place.column) <= place.text.size() + 1, "a column lies within its line");
}

void require_sound(Script const &script)
{
    char const *behind = script.text.data();
    int line = 0;
    require(script.line_starts.size() <= script.statements.size(), "no line starts without a statement");
    for (std::size_t i = 0; i < script.statements.size(); ++i) {
        auto const &statement = script.statements[i];
        require(!statement.text.empty(), "a statement has text");
        require(statement.line >= line, "statements are in order");
        line = statement.line;
        if (i >= script.line_starts.size() || script.line_starts[i].empty()) {
            require(within(statement.text, script.text), "a statement lies in the file");
            require(!std::less<>{}(statement.text.data(), behind), "statements do not overlap");
            behind = statement.text.data() + statement.text.size();
        }
        auto const first = script.place(i, 0);
        require(first.line == statement.line && first.column == statement.column,
                "a statement knows its place");
        for (auto const offset : {std::size_t{0}, statement.text.size() / 2, statement.text.size()}) {
            require_place(script.place(i, offset), script);
        }
    }
}

void require_sound(std::vector<Problem> const &problems, std::string const &text)
{
    Script script;
    bool const utf16 = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
    script.text = utf16 ? std::string() : text; // which is not shown
    int line = 0;
    for (auto const &problem : problems) {
        require(problem.place.line >= line, "problems are in order");
        line = problem.place.line;
        require_place(problem.place, script);
        require(problem.length >= 1 && !problem.message.empty() && !problem.hint.empty(),
                "a problem has words");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    std::string const text(reinterpret_cast<char const *>(data), size);
    for (bool const postgres : {true, false}) {
        for (auto const direction : {Direction::up, Direction::down}) {
            auto const parsed = sql::parse("f.sql", text, {direction, syntax(postgres), variable, true});
            require_sound(parsed.problems, text);
            if (parsed.script) {
                require_sound(*parsed.script);
            } else {
                require(!parsed.problems.empty(), "no script without a reason");
            }
        }
        require_sound(sql::check("f.sql", text, {syntax(postgres), variable, true}).problems, text);
    }
    return 0;
}
