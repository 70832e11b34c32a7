/// Names that PostgreSQL makes up. Whether a number is put behind one depends on what is there by then.

#include "subset/touching.hpp"

#include <algorithm>
#include <array>

namespace gander::subset {

namespace {

constexpr std::size_t longest = 63;

/// As PostgreSQL shortens it: the longer of the two parts first.
std::string made_up(std::string table, std::string columns, std::string const &ending)
{
    auto const size = [&] {
        return table.size() + columns.size() + ending.size() + (columns.empty() ? 1 : 2);
    };
    while (size() > longest) {
        (table.size() > columns.size() ? table : columns).pop_back();
    }
    return table + (columns.empty() ? "" : "_") + columns + "_" + ending;
}

std::string without_number(std::string name)
{
    while (!name.empty() && name.back() >= '0' && name.back() <= '9') {
        name.pop_back();
    }
    return name;
}

bool looks_made_up(std::string const &name)
{
    constexpr auto endings =
        std::to_array<std::string_view>({"_idx", "_key", "_pkey", "_excl", "_seq", "_stat"});
    return std::ranges::any_of(endings, [&](auto ending) { return name.ends_with(ending); });
}

std::string copies_of(std::string const &table) { return "%copies%" + table; }

std::string joined(Json const &list)
{
    std::string names;
    for (auto const &item : list) {
        auto const &node = item_node(item);
        auto const word = item_kind(item) == "String" ? text(node, "sval") : text(node, "name");
        auto const function = last_name(child(child(child(node, "expr"), "FuncCall"), "funcname"));
        names += (names.empty() ? "" : "_") + (!word.empty() ? word : function.empty() ? "expr" : function);
    }
    return names;
}

bool numbers_rows(Json const &column)
{
    constexpr auto types = std::to_array<std::string_view>(
        {"serial", "bigserial", "smallserial", "serial2", "serial4", "serial8"});
    auto const type = last_name(child(child(column, "typeName"), "names"));
    return std::ranges::find(types, type) != types.end();
}

void write_constraint(Touching &touching, std::string const &table, Json const &constraint,
                      std::string const &column)
{
    auto const type = text(constraint, "contype");
    auto const name = text(constraint, "conname");
    auto const columns = column.empty() ? joined(child(constraint, "keys")) : column;
    if (type == "CONSTR_IDENTITY") {
        write_given(touching, made_up(table, column, "seq"));
    } else if (type == "CONSTR_PRIMARY") {
        write_given(touching, name.empty() ? made_up(table, {}, "pkey") : name);
    } else if (type == "CONSTR_UNIQUE") {
        write_given(touching, name.empty() ? made_up(table, columns, "key") : name);
    } else if (type == "CONSTR_EXCLUSION") {
        write_given(touching, name);
        write_copies(touching, table);
    } else if (type == "CONSTR_FOREIGN") {
        auto const target = relation_name(child(constraint, "pktable"));
        auto const acts = [&](char const *key) { return text(constraint, key).find_first_of("cnd") == 0; };
        if (acts("fk_del_action") || acts("fk_upd_action")) {
            touching.link(target, rows, table, rows);
        }
    }
    if (auto const index = text(constraint, "indexname"); !index.empty()) {
        write_given(touching, index);
    }
}

} // namespace

void write_given(Touching &touching, std::string const &name)
{
    if (name.empty()) {
        return;
    }
    write_relation(touching, name);
    if (!is_set(touching.node, "if_not_exists")) {
        touching.all.made.insert(name);
    }
    auto const stem = without_number(name);
    if (looks_made_up(stem)) {
        write_relation(touching, stem);
        for (auto at = stem.find('_'); at != std::string::npos; at = stem.find('_', at + 1)) {
            touching.uses[copies_of(stem.substr(0, at))] |= read;
        }
    }
}

void write_copies(Touching &touching, std::string const &table)
{
    touching.uses[copies_of(table)] |= read | write;
}

void write_generated(Touching &touching, std::string const &table, Json const &element,
                     std::string const &column)
{
    auto const &node = item_node(element);
    if (item_kind(element) == "ColumnDef") {
        auto const own = text(node, "colname");
        if (numbers_rows(node)) {
            write_given(touching, made_up(table, own, "seq"));
        }
        for (auto const &item : child(node, "constraints")) {
            write_constraint(touching, table, item_node(item), own);
        }
    } else if (item_kind(element) == "Constraint") {
        write_constraint(touching, table, node, text(node, "contype") == "CONSTR_IDENTITY" ? column : "");
    } else if (item_kind(element) == "TableLikeClause") {
        write_copies(touching, table);
    }
}

void write_index(Touching &touching)
{
    auto const table = relation_name(child(touching.node, "relation"));
    auto const name = text(touching.node, "idxname");
    auto const columns = joined(child(touching.node, "indexParams"));
    auto const more = joined(child(touching.node, "indexIncludingParams"));
    write_given(touching,
                !name.empty() ? name : made_up(table, columns + (more.empty() ? "" : "_") + more, "idx"));
}

} // namespace gander::subset
