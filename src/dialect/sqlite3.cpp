#include "dialect/sqlite3_words.hpp"
#include "dialect/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace gander::dialect {

namespace {

/// An identifier as it was written, and what it means.
struct Identifier
{
    std::string written;
    std::string meant;
};

char closing_quote(char c)
{
    switch (c) {
    case '"':
    case '`':
    case '\'':
        return c;
    case '[':
        return ']';
    default:
        return 0;
    }
}

std::string quoted(std::string_view text, char quote)
{
    std::string out(1, quote);
    for (char const c : text) {
        out.append(c == quote ? 2 : 1, c);
    }
    return out + quote;
}

bool is_plain(std::string_view text)
{
    auto const is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    auto const is_digit = [](char c) { return (c >= '0' && c <= '9') || c == '$'; };
    return !text.empty() && is_letter(text.front()) && !is_sqlite3_reserved(text) &&
           std::all_of(text.begin(), text.end(), [&](char c) { return is_letter(c) || is_digit(c); });
}

/// The identifier at the front of `text`, which is shortened by it. A doubled quote stands for itself. What
/// is neither plain nor quoted gets the quotes that it lacks.
Identifier take_identifier(std::string_view &text)
{
    char const quote = text.empty() ? '\0' : closing_quote(text.front());
    Identifier name;
    std::size_t i = quote == 0 ? 0 : 1;
    for (; i < text.size() && !(quote == 0 && text[i] == '.'); ++i) {
        if (quote != 0 && text[i] == quote) {
            ++i;
            if (quote == ']' || i == text.size() || text[i] != quote) {
                break;
            }
        }
        name.meant += text[i];
    }
    name.written = text.substr(0, i);
    if (quote == 0 && !is_plain(name.written)) {
        name.written = quoted(name.meant, '"');
    }
    text.remove_prefix(i);
    return name;
}

/// Schema and table of `schema.table`; without a schema it is main, so that no temporary table of the same
/// name can stand before the real one.
std::pair<Identifier, Identifier> parse_name(std::string_view text)
{
    auto const whole = text;
    auto first = take_identifier(text);
    auto second = Identifier{};
    bool const qualified = text.starts_with('.');
    if (qualified) {
        text.remove_prefix(1);
        second = take_identifier(text);
    }
    if (!text.empty() || first.meant.empty() || (qualified && second.meant.empty())) {
        refuse_name(whole, "this is no name of a table");
    }
    return qualified ? std::pair{std::move(first), std::move(second)}
                     : std::pair{Identifier{"main", "main"}, std::move(first)};
}

class Sqlite3 final : public Dialect
{
public:
    std::string_view name() const noexcept override { return "sqlite3"; }

    Syntax syntax() const noexcept override
    {
        return {.bracket_names = true, .backtick_names = true, .trigger_bodies = true};
    }

    Catalog const &catalog() const noexcept override { return sqlite3_catalog(); }

    std::string find_table(std::string_view table) const override
    {
        auto const [schema, name] = parse_name(table);
        return fmt::format(
            "SELECT {}, (SELECT count(*) FROM {}.sqlite_master WHERE type IN ('table', 'view') AND "
            "lower(name) = lower({}))",
            quoted(schema.written + "." + name.written, '\''), schema.written, quoted(name.meant, '\''));
    }

    std::string fault_of_name(std::string_view table, Diagnostic const &failure) const override
    {
        auto const &schema = parse_name(table).first.meant;
        bool const missing = failure.message == fmt::format("no such table: {}.sqlite_master", schema);
        return missing ? fmt::format("there is no schema (attached database) `{}`", schema) : "";
    }

    // What sqlite_master keeps of this, from the name on, is what goose would have left there.
    std::string create_table(std::string_view table) const override
    {
        return fmt::format("CREATE TABLE {} (\n"
                           "\t\tid INTEGER PRIMARY KEY AUTOINCREMENT,\n"
                           "\t\tversion_id INTEGER NOT NULL,\n"
                           "\t\tis_applied INTEGER NOT NULL,\n"
                           "\t\ttstamp TIMESTAMP DEFAULT (datetime('now'))\n"
                           "\t)",
                           table);
    }

    // The time as it stands: it is text in any of the forms goose understands, in UTC unless it says
    // otherwise.
    std::string history(std::string_view table) const override
    {
        return fmt::format(
            "SELECT version_id, CASE WHEN is_applied THEN 1 ELSE 0 END, tstamp FROM {} ORDER BY id DESC",
            table);
    }
};

} // namespace

Dialect const &sqlite3()
{
    static Sqlite3 const dialect;
    return dialect;
}

} // namespace gander::dialect
