#include "subset/body.hpp"

#include "base/ascii.hpp"
#include "schema/words.hpp"
#include "subset/builtin.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace gander::subset {

namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";
constexpr std::size_t longest_name = 63; ///< what is longer is cut off by the server

bool is_word_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Where blanks and line comments end.
std::size_t skip_blanks(std::string_view text, std::size_t at)
{
    while (at < text.size()) {
        if (text.substr(at, 2) == "--") {
            at = std::min(text.find('\n', at), text.size());
        } else if (blanks.find(text[at]) != std::string_view::npos) {
            ++at;
        } else {
            break;
        }
    }
    return at;
}

/// 'audit_'  and, on a line of its own, 'events' are one constant.
bool joins_constants(std::string_view text)
{
    for (auto at = text.find('\''); at != std::string_view::npos; at = text.find('\'', at + 1)) {
        auto const next = skip_blanks(text, at + 1);
        auto const between = text.substr(at + 1, next - at - 1);
        if (next < text.size() && text[next] == '\'' && between.find('\n') != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

struct Word
{
    std::string_view before{}; ///< the word before it and its schema, if nothing else stands between
    std::string_view text{};
    std::string_view rest{}; ///< of the body, behind it
};

bool any_word(std::string_view body, std::function<bool(Word const &)> const &holds)
{
    std::string_view last;   // word
    std::string_view before; // that
    for (std::size_t at = 0; at < body.size();) {
        auto const rest = body.substr(at);
        auto const end = std::ranges::find_if_not(rest, is_word_letter);
        auto const word = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
        if (word.empty()) {
            bool const is_name = rest[0] == '"' || blanks.find(rest[0]) != std::string_view::npos;
            last = rest[0] == '.' ? before : is_name ? last : std::string_view{}; // a schema is not counted
            ++at;
            continue;
        }
        if (holds({last, word, rest.substr(word.size())})) {
            return true;
        }
        before = last;
        last = word;
        at += word.size();
    }
    return false;
}

/// Where a name that nothing else here may speak of has to be that of a table or the like.
bool is_named(Word const &word)
{
    constexpr auto words =
        std::to_array<std::string_view>({"table", "type", "index", "sequence", "exists", "into", "update",
                                         "from", "join", "only", "truncate"});
    bool const is_any = is_syntax(word.text) || word.text == "new" || word.text == "old";
    return !is_any && std::ranges::find(words, word.before) != words.end();
}

bool is_called(Word const &word)
{
    auto const at = skip_blanks(word.rest, word.rest.starts_with('"') ? 1 : 0);
    return at < word.rest.size() && word.rest[at] == '(';
}

/// `nextval('a_seq')`: one constant, and nothing that is added to it.
bool has_constant(Word const &word)
{
    auto const open = skip_blanks(word.rest, 0);
    auto const quote = skip_blanks(word.rest, open + 1);
    auto const end = quote < word.rest.size() && word.rest[quote] == '\'' ? word.rest.find('\'', quote + 1)
                                                                          : std::string_view::npos;
    auto const next = end == std::string_view::npos ? word.rest.size() : skip_blanks(word.rest, end + 1);
    return next < word.rest.size() && (word.rest[next] == ')' || word.rest[next] == ',');
}

/// Commands whose effects are not all called by name.
bool reaches_far(Word const &word)
{
    constexpr auto far = std::to_array<std::string_view>({"execute", "grant", "revoke", "reassign", "import",
                                                          "cascade", "copy", "load", "information_schema"});
    return std::ranges::find(far, word.text) != far.end();
}

bool is_of_the_catalog(std::string_view word)
{
    return word.starts_with("pg_") && word != "pg_temp" && !is_builtin_function(word);
}

/// CREATE, ALTER or DROP of something whose effects are.
bool changes_the_unknown(Word const &word)
{
    if (word.text != "create" && word.text != "alter" && word.text != "drop") {
        return false;
    }
    constexpr auto kinds = std::to_array<std::string_view>(
        {"table", "type", "index", "unique", "sequence", "column", "constraint", "default", "not"});
    auto const at = word.rest.find_first_not_of(blanks);
    auto const text = word.rest.substr(std::min(at, word.rest.size()));
    auto const end = std::ranges::find_if_not(text, is_word_letter);
    auto const kind = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    return std::ranges::find(kinds, kind) == kinds.end();
}

bool hides_names(Word const &word)
{
    auto const is_name = is_name_type(word.text) || word.text.starts_with("to_reg") || word.text == "oid";
    return is_name || word.text.size() > longest_name || (takes_name(word.text) && !has_constant(word));
}

} // namespace

std::optional<std::string> unclear(std::string_view body, std::string_view language)
{
    if (language != "sql" && language != "plpgsql") {
        return "is written in " + std::string(language);
    }
    auto const text = ascii_lower(body);
    bool const is_odd = text.find('\\') != std::string::npos || text.find("u&") != std::string::npos ||
                        text.find("/*") != std::string::npos || text.find('$') != std::string::npos;
    if (is_odd || joins_constants(text)) {
        return "has a text in it that may hide names";
    }
    std::string found;
    bool const is_unclear = any_word(text, [&](Word const &word) {
        found = word.text;
        return reaches_far(word) || is_of_the_catalog(word.text) || changes_the_unknown(word) ||
               hides_names(word);
    });
    return is_unclear ? std::optional("has \"" + found + "\" in it") : std::nullopt;
}

Uses uses_of_body(std::string_view body)
{
    Uses uses;
    note_words(uses, body, rows | run);
    auto const text = ascii_lower(body);
    any_word(text, [&](Word const &word) {
        bool const is_known =
            is_builtin_function(word.text) || is_builtin_type(word.text) || is_syntax(word.text);
        if (is_called(word) && !is_known) {
            note(uses, word.text, called);
        }
        if (is_named(word)) {
            note(uses, word.text, named);
        }
        return false;
    });
    return uses;
}

} // namespace gander::subset
