#include "model/object.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace gander {

namespace {

using enum ObjectKind;

constexpr auto words = std::to_array<std::pair<ObjectKind, std::string_view>>({
    {schema, "schema"},
    {extension, "extension"},
    {table, "table"},
    {partition, "partition"},
    {column, "column"},
    {constraint, "constraint"},
    {primary_key, "primary key"},
    {unique_constraint, "unique constraint"},
    {foreign_key, "foreign key"},
    {check_constraint, "check constraint"},
    {index, "index"},
    {view, "view"},
    {materialized_view, "materialized view"},
    {sequence, "sequence"},
    {type, "type"},
    {label, "label"},
    {function, "function"},
    {trigger, "trigger"},
    {policy, "policy"},
    {rule, "rule"},
});

} // namespace

std::string_view word(ObjectKind kind) noexcept
{
    auto const *const row = std::ranges::find(words, kind, &decltype(words)::value_type::first);
    return row == words.end() ? std::string_view{} : row->second;
}

std::optional<ObjectKind> object_kind(std::string_view word) noexcept
{
    auto const *const row = std::ranges::find(words, word, &decltype(words)::value_type::second);
    return row == words.end() ? std::nullopt : std::optional{row->first};
}

bool operator<(Object const &left, Object const &right) noexcept
{
    auto const key = [](Object const &object) {
        return std::tie(object.kind, object.schema, object.name, object.of, object.valid);
    };
    return key(left) < key(right);
}

std::string to_string(Object const &object)
{
    auto const in_schema = [&](std::string const &name) {
        return object.schema.empty() ? name : fmt::format("{}.{}", object.schema, name);
    };
    if (object.of.empty() || object.kind == index) {
        return fmt::format("{} {}", word(object.kind), in_schema(object.name));
    }
    return fmt::format("{} {} of {}", word(object.kind), object.name, in_schema(object.of));
}

} // namespace gander
