#include "subset/reading.hpp"

#include "subset/builtin.hpp"
#include "subset/touches.hpp"

#include <algorithm>
#include <array>

namespace gander::subset {

namespace {

/// Members whose value is one letter that stands for an option.
bool is_letter(std::string const &key)
{
    constexpr auto keys = std::to_array<std::string_view>(
        {"relpersistence", "fk_matchtype", "fk_upd_action", "fk_del_action", "strategy", "identity",
         "generated_when", "storage", "compression", "subtype", "comment", "rule"});
    return std::ranges::find(keys, key) != keys.end();
}

bool is_change_of_rows(std::string const &kind)
{
    constexpr auto kinds =
        std::to_array<std::string_view>({"InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"});
    return std::ranges::find(kinds, kind) != kinds.end();
}

std::string last(std::vector<std::string> const &names)
{
    return names.empty() ? std::string{} : names.back();
}

Json const &constant_of(Json const &argument)
{
    auto const &inner = argument.contains("TypeCast") ? child(child(argument, "TypeCast"), "arg") : argument;
    return child(inner, "A_Const");
}

class Reader
{
public:
    Reading reading{};

    void read(Json const &node)
    {
        if (node.is_array()) {
            std::ranges::for_each(node, [this](Json const &item) { read(item); });
        } else if (node.is_object()) {
            read_names(node);
            for (auto const &[key, value] : node.items()) {
                read_member(key, value);
            }
        }
    }

private:
    void read_member(std::string const &key, Json const &value)
    {
        if (value.is_string()) {
            if (!is_letter(key)) {
                note(reading.uses, value.get<std::string>(), subset::read);
            }
        } else if (key == "A_Const") {
            constant(value);
        } else if (key == "FuncCall" || key == "funccall") {
            call(value);
        } else if (key == "TypeCast") {
            cast(value);
        } else {
            if (key == "ExecuteStmt") {
                reading.unclear = "runs what was prepared elsewhere";
            } else if (key == "A_Expr") {
                note(reading.uses, resolution, subset::read);
            } else if (key == "ColumnRef") { // which can also be a call: t.f is f(t)
                names(child(value, "fields"), run);
            } else if (key == "intoClause") {
                note(reading.uses, text(child(value, "rel"), "relname"), write | named);
            } else if (is_change_of_rows(key)) {
                note(reading.uses, text(child(value, "relation"), "relname"), rows | named);
            }
            read(value);
        }
    }

    /// A table's or a type's, which stand in nodes of many names.
    void read_names(Json const &node)
    {
        if (node.contains("relname")) {
            auto const name = text(node, "relname");
            auto const schema = text(node, "schemaname");
            note(reading.uses, name, named);
            if (text(node, "relpersistence") == "t" || schema == "pg_temp") {
                auto const words = noted_as(name);
                reading.temporary.insert(words.begin(), words.end());
            }
            if (name.starts_with("pg_") || schema == "pg_catalog" || schema == "information_schema") {
                reading.unclear = "reads the catalog";
            }
        } else if (child(node, "names").is_array() && node.contains("typemod")) {
            type(strings(child(node, "names")));
        }
    }

    void type(std::vector<std::string> const &parts)
    {
        auto const name = last(parts);
        if (is_name_type(name)) {
            reading.unclear = "uses " + name + ", whose values are names";
        }
        bool const is_builtin = parts.size() > 1 ? parts.front() == "pg_catalog" : is_builtin_type(name);
        if (!is_builtin) { // a domain may check its values with functions
            note(reading.uses, name, named | run);
        }
    }

    void names(Json const &list, unsigned how)
    {
        for (auto const &name : strings(list)) {
            note(reading.uses, name, how);
        }
    }

    void call(Json const &node)
    {
        auto const parts = strings(child(node, "funcname"));
        auto const &name = parts.back();
        auto const &arguments = child(node, "args");
        bool const is_builtin = is_builtin_function(name);
        note(reading.uses, name, run | (is_builtin ? 0U : called | named));
        if (!arguments.empty()) {
            note(reading.uses, resolution, subset::read);
        }
        if (takes_name(name) && (arguments.empty() || !is_known_name(arguments[0]))) {
            reading.unclear = "calls " + name + " for a name that cannot be told";
        }
        if (name == "lastval") {
            reading.unclear = "asks for the last value of any sequence";
        }
        auto const before = m_constants;
        if (counts(name)) {
            sequence(arguments, name == "currval" ? subset::read : write);
            reading.of_session = reading.of_session || name == "currval";
            m_constants = write;
        } else { // a table's name stands for its sequence
            m_constants = before != 0 && name == "pg_get_serial_sequence"
                              ? unsigned{rows}
                              : std::max(before, unsigned{subset::read});
        }
        read(node);
        m_constants = before;
    }

    static bool counts(std::string_view name)
    {
        return name == "nextval" || name == "setval" || name == "currval";
    }

    void sequence(Json const &arguments, unsigned how)
    {
        auto const &constant = arguments.empty() ? arguments : constant_of(arguments[0]);
        auto name = text(child(constant, "sval"), "sval");
        name = name.substr(name.find_last_of('.') + 1);
        std::erase(name, '"');
        if (!name.empty()) {
            note(reading.uses, name, how | named | counted);
        }
    }

    static bool is_known_name(Json const &argument)
    {
        auto const &call = child(argument, "FuncCall");
        return !constant_of(argument).is_null() ||
               last(strings(child(call, "funcname"))) == "pg_get_serial_sequence";
    }

    void cast(Json const &node)
    {
        auto const parts = strings(child(child(node, "typeName"), "names"));
        auto const before = m_constants;
        m_constants = std::max(before, unsigned{subset::read});
        if (is_name_type(last(parts)) && !child(child(node, "arg"), "A_Const").is_null()) {
            read(child(node, "arg"));
        } else {
            read(node);
        }
        m_constants = before;
    }

    /// As an argument it may be somebody's name.
    void constant(Json const &node)
    {
        if (m_constants != 0) {
            note_words(reading.uses, text(child(node, "sval"), "sval"), m_constants);
        }
    }

    unsigned m_constants = 0; ///< what those here are read as
};

} // namespace

Reading reading_of(Json const &node)
{
    Reader reader;
    reader.read(node);
    return std::move(reader.reading);
}

} // namespace gander::subset
