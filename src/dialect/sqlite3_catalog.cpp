#include "dialect/catalog.hpp"
#include "dialect/table.hpp"

namespace gander::dialect {

namespace {

/// The names behind `main.`, as a list of constants in lower case.
std::string names(std::span<std::string const> own)
{
    std::string list;
    for (auto const &name : own) {
        auto const dot = name.find('.');
        bool const quoted = name.ends_with('"');
        auto const bare = quoted ? name.substr(dot + 2, name.size() - dot - 3) : name.substr(dot + 1);
        list += list.empty() ? "lower('" : ", lower('";
        for (char const c : bare) {
            list += c == '\'' ? "''" : std::string(1, c);
        }
        list += "')";
    }
    return list;
}

/// Outside of quotes a run of blanks is one, and none beside parentheses and commas.
std::string without_blanks(std::string_view text)
{
    std::string plain;
    char quote = 0;
    bool blank = false;
    auto const joins = [](char c) { return c == '(' || c == ')' || c == ','; };
    for (char const c : text) {
        if (quote == 0 && std::string_view(" \t\r\n\f").find(c) != std::string_view::npos) {
            blank = true;
            continue;
        }
        if (blank && !plain.empty() && !joins(plain.back()) && !joins(c)) {
            plain += ' ';
        }
        blank = false;
        if (quote != 0) {
            quote = c == quote ? '\0' : quote;
        } else if (c == '\'' || c == '"' || c == '`' || c == '[') {
            quote = c == '[' ? ']' : c;
        }
        plain += c;
    }
    return plain;
}

class Sqlite3Catalog final : public Catalog
{
public:
    /// In lower case, which makes no difference to SQLite. What it has made by itself is left out.
    std::string objects() const override
    {
        return "SELECT type, '', lower(name), CASE WHEN type IN ('index', 'trigger') THEN lower(tbl_name) "
               "ELSE '' END"
               " FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
               " UNION ALL SELECT 'column', '', lower(c.name), lower(t.name)"
               " FROM sqlite_master AS t, pragma_table_info(t.name) AS c"
               " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    }

    /// A column's number and type are in its table's text too, but not by their name.
    std::vector<std::string> definitions(std::span<std::string const> own) const override
    {
        std::string const counts =
            "m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND lower(m.tbl_name) NOT IN (" + names(own) + ")";
        return {"SELECT m.type || ' ' || m.name, m.sql FROM sqlite_master AS m WHERE " + counts,
                "SELECT 'column ' || m.name || '.' || c.name, printf('number %d, %s%s%s', c.cid + 1, c.type,"
                " CASE WHEN c.\"notnull\" THEN ', not null' ELSE '' END,"
                " CASE WHEN c.dflt_value IS NULL THEN '' ELSE ', default ' || c.dflt_value END)"
                " FROM sqlite_master AS m, pragma_table_xinfo(m.name) AS c WHERE m.type = 'table' AND " +
                    counts};
    }

    /// SQLite keeps the text of a CREATE as it was written, blanks and all.
    std::string plain(std::string_view definition) const override { return without_blanks(definition); }

    std::string scratch() const override { return ":memory:"; }
    std::string generation() const override { return "PRAGMA schema_version"; }
};

} // namespace

Catalog const &sqlite3_catalog()
{
    static Sqlite3Catalog const catalog;
    return catalog;
}

} // namespace gander::dialect
