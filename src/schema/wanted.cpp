#include "schema/wanted.hpp"

#include "base/ascii.hpp"
#include "base/suggest.hpp"
#include "schema/judge.hpp"
#include "schema/tree.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

namespace gander::schema {

namespace {

/// What a name says, from its last part on.
struct Name
{
    std::string written{};
    std::string name{};
    std::string of{};     ///< the table, of what is a part of one
    std::string schema{}; ///< empty: that of the search_path
    Place place{};
};

using Pointer = Json::json_pointer;

[[noreturn]] void refuse(std::string const &written, Place const &place, std::string const &form)
{
    auto const at =
        place.line == 0 ? std::string{} : fmt::format("{}:{}:{}: ", place.path, place.line, place.column);
    throw Error(Errc::usage, fmt::format("{}`{}` is no name that can be looked for", at, written),
                fmt::format("write {}, each part in double quotes if it needs them", form));
}

/// Its parts between dots, as PostgreSQL reads them. Nothing for what is no name.
std::vector<std::string> parts_of(std::string const &written)
{
    std::vector<std::string> parts(1);
    bool quoted = false;
    for (std::size_t i = 0; i < written.size(); ++i) {
        char const c = written[i];
        if (c == '"') {
            bool const doubled = quoted && i + 1 < written.size() && written[i + 1] == '"';
            quoted = doubled ? quoted : !quoted;
            parts.back() += doubled ? "\"" : "";
            i += doubled ? 1 : 0;
        } else if (c == '.' && !quoted) {
            parts.emplace_back();
        } else if (c == '(' && !quoted) {
            return {};
        } else {
            parts.back() += quoted ? std::string(1, c) : ascii_lower({&c, 1});
        }
    }
    bool const empty = std::ranges::any_of(parts, [](auto const &part) { return part.empty(); });
    return quoted || empty ? std::vector<std::string>{} : parts;
}

class Search
{
public:
    Search(SchemaExpectation const &expected, Objects const &present, std::span<std::string const> path,
           Verification &result)
        : m_places(expected.places), m_present(present), m_path(path), m_result(result)
    {
    }

    /// `key` is that of the list in a file.
    void things(ObjectKind kind, char const *key, std::vector<std::string> const &names)
    {
        for (std::size_t i = 0; i < names.size(); ++i) {
            find(kind, read(names[i], Pointer{} / key / i, false));
        }
    }

    void parts(ObjectKind kind, char const *key, std::vector<std::string> const &names)
    {
        for (std::size_t i = 0; i < names.size(); ++i) {
            find(kind, read(names[i], Pointer{} / key / i, true));
        }
    }

    void partitions(std::string const &table, std::vector<std::string> const &names)
    {
        auto const at = Pointer{} / "partitions" / table;
        auto const parent = read(table, at, false);
        for (std::size_t i = 0; i < names.size(); ++i) {
            auto partition = read(names[i], at / i, false);
            partition.written += " of " + table;
            partition.of = parent.name;
            partition.schema = parent.schema;
            find(ObjectKind::partition, partition);
        }
    }

private:
    Name read(std::string const &written, Pointer const &at, bool is_part) const
    {
        auto const known = m_places.find(at.to_string());
        Name name{.written = written, .place = known == m_places.end() ? Place{} : known->second};
        auto const parts = parts_of(written);
        std::size_t const least = is_part ? 2 : 1;
        if (parts.size() < least || parts.size() > least + 1) {
            refuse(written, name.place, is_part ? "table.name or schema.table.name" : "name or schema.name");
        }
        name.name = parts.back();
        name.of = is_part ? parts[parts.size() - 2] : "";
        name.schema = parts.size() > least ? parts.front() : "";
        return name;
    }

    static bool is_kind(Object const &object, ObjectKind kind)
    {
        return object.kind == kind ||
               (kind == ObjectKind::view && object.kind == ObjectKind::materialized_view);
    }

    /// Of what table an index is, the index's name need not say.
    static bool is_of(Object const &object, Name const &name)
    {
        return name.of.empty() || object.of == name.of;
    }

    bool is_in(Object const &object, Name const &name) const
    {
        return m_path.empty() || object.schema.empty() ||
               (name.schema.empty() ? std::ranges::find(m_path, object.schema) != m_path.end()
                                    : object.schema == name.schema);
    }

    bool has(ObjectKind kind, Name const &name, bool valid = true) const
    {
        return std::ranges::any_of(m_present, [&](Object const &object) {
            return is_kind(object, kind) && object.valid == valid && object.name == name.name &&
                   is_of(object, name) && is_in(object, name);
        });
    }

    void find(ObjectKind kind, Name const &name)
    {
        if (has(kind, name)) {
            ++m_result.found;
            return;
        }
        Problem problem{.kind = ProblemKind::schema, .place = name.place};
        if (has(kind, name, false)) {
            problem.message = fmt::format("{} {} is there, but invalid", word(kind), name.written);
            problem.hint = validation(kind);
        } else {
            problem.message = fmt::format("{} {} is not there", word(kind), name.written);
            problem.hint = hint(kind, name);
        }
        m_result.missing.push_back(std::move(problem));
    }

    std::string hint(ObjectKind kind, Name const &name) const
    {
        std::vector<std::string_view> near;
        for (auto const &object : m_present) {
            if (!is_kind(object, kind) || !is_of(object, name)) {
                continue;
            }
            if (object.name == name.name) {
                return fmt::format("there is {}", to_string(object));
            }
            if (is_in(object, name)) {
                near.push_back(object.name);
            }
        }
        auto const meant = suggest(name.name, near);
        return meant ? fmt::format("did you mean {}?", *meant) : "";
    }

    std::map<std::string, Place> const &m_places;
    Objects const &m_present;
    std::span<std::string const> m_path;
    Verification &m_result;
};

} // namespace

void look_for(SchemaExpectation const &expected, Objects const &present, std::span<std::string const> path,
              Verification &result)
{
    Search search{expected, present, path, result};
    search.things(ObjectKind::extension, "extensions", expected.extensions);
    search.things(ObjectKind::type, "types", expected.types);
    search.things(ObjectKind::table, "tables", expected.tables);
    search.parts(ObjectKind::column, "columns", expected.columns);
    search.parts(ObjectKind::constraint, "constraints", expected.constraints);
    search.things(ObjectKind::index, "indexes", expected.indexes);
    for (auto const &[table, names] : expected.partitions) {
        search.partitions(table, names);
    }
    search.things(ObjectKind::view, "views", expected.views);
    search.things(ObjectKind::function, "functions", expected.functions);
    search.parts(ObjectKind::trigger, "triggers", expected.triggers);
}

void require_names(SchemaExpectation const &expected)
{
    Verification nowhere;
    look_for(expected, {}, {}, nowhere);
}

} // namespace gander::schema
