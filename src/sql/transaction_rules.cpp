#include "sql/transaction_rules.hpp"

#include "base/ascii.hpp"
#include "sql/shape.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>

namespace gander::sql {

namespace {

using Words = std::vector<std::string_view>;

bool begins(Words const &words, std::initializer_list<std::string_view> wanted) noexcept
{
    return words.size() >= wanted.size() &&
           std::equal(wanted.begin(), wanted.end(), words.begin(),
                      [](std::string_view word, std::string_view text) { return is_word(text, word); });
}

bool has(Words const &words, std::string_view wanted) noexcept
{
    return std::ranges::any_of(words, [&](std::string_view text) { return is_word(text, wanted); });
}

/// REINDEX (CONCURRENTLY) …: what stands in parentheses is no word of the command.
bool reindexes_concurrently(Words const &words, std::string_view text) noexcept
{
    auto const open = text.find('(');
    bool const has_options =
        open != std::string_view::npos && words.size() > 1 && words[1].data() > text.data() + open;
    auto const options = has_options ? text.substr(open, text.find(')', open) - open) : std::string_view{};
    constexpr std::string_view option = "CONCURRENTLY";
    for (std::size_t at = 0; at + option.size() <= options.size(); ++at) {
        if (is_word(options.substr(at, option.size()), option)) {
            return true;
        }
    }
    return has(words, option);
}

std::string_view transaction_command(Words const &words) noexcept
{
    if (begins(words, {"ROLLBACK"}) && has(words, "TO")) {
        return {}; // to a savepoint, which is the file's own
    }
    if (begins(words, {"START", "TRANSACTION"})) {
        return "START TRANSACTION";
    }
    if (begins(words, {"PREPARE", "TRANSACTION"})) {
        return "PREPARE TRANSACTION";
    }
    for (std::string_view const word : {"BEGIN", "COMMIT", "ROLLBACK", "END", "ABORT"}) {
        if (begins(words, {word})) {
            return word;
        }
    }
    return {};
}

std::string_view concurrent_command(Words const &words, std::string_view text) noexcept
{
    if (begins(words, {"REINDEX"})) {
        return reindexes_concurrently(words, text) ? "REINDEX CONCURRENTLY" : "";
    }
    if (!has(words, "CONCURRENTLY")) {
        return {};
    }
    if (begins(words, {"CREATE", "INDEX"}) || begins(words, {"CREATE", "UNIQUE", "INDEX"})) {
        return "CREATE INDEX CONCURRENTLY";
    }
    if (begins(words, {"DROP", "INDEX"})) {
        return "DROP INDEX CONCURRENTLY";
    }
    return begins(words, {"ALTER", "TABLE"}) && has(words, "DETACH") ? "DETACH PARTITION CONCURRENTLY" : "";
}

struct TwoWords
{
    std::string_view first;
    std::string_view second;
    std::string_view both;
};
constexpr TwoWords outside_transactions[] = {
    {"CREATE", "DATABASE", "CREATE DATABASE"},     {"DROP", "DATABASE", "DROP DATABASE"},
    {"CREATE", "TABLESPACE", "CREATE TABLESPACE"}, {"DROP", "TABLESPACE", "DROP TABLESPACE"},
    {"ALTER", "SYSTEM", "ALTER SYSTEM"},           {"DISCARD", "ALL", "DISCARD ALL"},
    {"REINDEX", "DATABASE", "REINDEX DATABASE"},   {"REINDEX", "SYSTEM", "REINDEX SYSTEM"},
    {"REINDEX", "SCHEMA", "REINDEX SCHEMA"},
};

bool moves_database(Words const &words) noexcept
{
    constexpr std::string_view moved = "TABLESPACE";
    auto const set = std::ranges::adjacent_find(words, [&](std::string_view word, std::string_view next) {
        return is_word(word, "SET") && is_word(next, moved);
    });
    return begins(words, {"ALTER", "DATABASE"}) && set != words.end();
}

/// It makes a slot on the publisher unless its options, which come last, say otherwise. Theirs are not read:
/// where one of the two stands, no more is said.
bool makes_slot(Words const &words, std::string_view text)
{
    if (!begins(words, {"CREATE", "SUBSCRIPTION"})) {
        return false;
    }
    auto const options = ascii_lower(text.substr(std::min(text.rfind('('), text.size())));
    return options.find("create_slot") == std::string::npos && options.find("connect") == std::string::npos;
}

/// All tables there are: one that is named may be partitioned or not. In quotes its name is no word.
bool clusters_all(Words const &words, std::string_view text) noexcept
{
    return begins(words, {"CLUSTER"}) && text.find('"') == std::string_view::npos &&
           (words.size() == 1 || (words.size() == 2 && is_word(words[1], "VERBOSE")));
}

/// What PostgreSQL runs outside transactions only.
std::string_view refused_by_postgres(Words const &words, std::string_view text)
{
    if (auto const name = concurrent_command(words, text); !name.empty()) {
        return name;
    }
    for (auto const &command : outside_transactions) {
        if (begins(words, {command.first, command.second})) {
            return command.both;
        }
    }
    if (begins(words, {"VACUUM"})) {
        return "VACUUM";
    }
    if (moves_database(words)) {
        return "ALTER DATABASE SET TABLESPACE";
    }
    if (makes_slot(words, text)) {
        return "CREATE SUBSCRIPTION with a new slot";
    }
    return clusters_all(words, text) ? "CLUSTER" : "";
}

std::string_view refused(Words const &words, std::string_view text, bool postgres)
{
    if (postgres) {
        return refused_by_postgres(words, text);
    }
    return begins(words, {"VACUUM"}) ? "VACUUM" : "";
}

} // namespace

TransactionRule transaction_rule(Command const &command, std::string_view text, Syntax const &syntax)
{
    bool const postgres = syntax.copy_from_stdin;
    bool const sqlite = syntax.trigger_bodies && !postgres;
    if (!postgres && !sqlite) {
        return {}; // too little is known of its grammar
    }
    auto const &words = command.words;
    if (auto const name = transaction_command(words); !name.empty()) {
        return {Clash::ends_it, name};
    }
    auto const own = text.substr(command.begin, command.end - command.begin);
    if (auto const name = refused(words, own, postgres); !name.empty()) {
        return {Clash::refused, name};
    }
    bool const pragma = sqlite && begins(words, {"PRAGMA", "FOREIGN_KEYS"});
    return pragma ? TransactionRule{Clash::ignored, "PRAGMA foreign_keys"} : TransactionRule{};
}

} // namespace gander::sql
