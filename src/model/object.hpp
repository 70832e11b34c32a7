#pragma once
/// What a database holds, and what migrations lead to expect of it.

#include <gander/report.hpp>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gander {

enum class ObjectKind : std::uint8_t {
    schema,
    extension,
    table,
    partition, ///< of a table, whose schema it is given
    column,
    constraint,
    primary_key, ///< this and the next three: any constraint of its kind, told by its columns, `(a, b)`
    unique_constraint,
    foreign_key,
    check_constraint,
    index,
    view,
    materialized_view,
    sequence,
    type,
    label, ///< of an enum
    function,
    trigger,
    policy,
    rule
};

/// `table`, `materialized view`: what catalogs call it, and messages.
std::string_view word(ObjectKind kind) noexcept;
std::optional<ObjectKind> object_kind(std::string_view word) noexcept;

struct Object
{
    ObjectKind kind = ObjectKind::table;
    std::string schema{}; ///< empty for schemas and extensions, and where there are none
    std::string name{};
    std::string of{};  ///< the table or type, in the same schema, that it is a part of
    bool valid = true; ///< an index or a constraint may be there without

    friend bool operator==(Object const &, Object const &) = default;
    friend bool operator<(Object const &left, Object const &right) noexcept;
};

using Objects = std::set<Object>;

/// For people: `column total of public.orders`.
std::string to_string(Object const &object);

struct Expected
{
    Object object{};
    Place place{};               ///< of the statement that creates it, or drops it
    bool doubtful = false;       ///< something later may have dropped it: we cannot tell
    bool may_be_invalid = false; ///< a constraint that was made NOT VALID
};

/// What there has to be after migrations, and those of their statements that leave no trace to look for.
struct Expectation
{
    std::vector<Expected> objects{};
    std::vector<Expected> dropped{}; ///< made before, and certainly not to be there any more
    std::vector<Problem> undone{};   ///< statements that no server can have run
    std::vector<Problem> unchecked{};
};

} // namespace gander
