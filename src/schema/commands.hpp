#pragma once
/// The commands that are understood, each by a function of its own.

#include "schema/scene.hpp"

#include <string>
#include <string_view>

namespace gander::schema {

// create_table.cpp
Effect create_table(Scene &scene, Json const &node);
Effect create_foreign_table(Scene &scene, Json const &node);
Effect create_table_as(Scene &scene, Json const &node);
Effect select(Scene &scene, Json const &node);
Effect add_column(Scene &scene, Name const &table, Json const &column);
/// `column` is the one it stands behind, if it does.
Effect add_constraint(Scene &scene, Name const &table, Json const &constraint,
                      std::string const &column = {});
Effect validate_constraint(Scene &scene, Name const &table, std::string const &name);

/// PostgreSQL may give it the name of something that was dropped, or its like on the heirs.
void forget_unnamed(Scene &scene, std::optional<Name> const &table);

// create.cpp
Effect create_schema(Scene &scene, Json const &node);
Effect create_extension(Scene &scene, Json const &node);
Effect create_view(Scene &scene, Json const &node);
Effect create_sequence(Scene &scene, Json const &node);
Effect create_index(Scene &scene, Json const &node);
Effect create_trigger(Scene &scene, Json const &node);
Effect create_policy(Scene &scene, Json const &node);
Effect create_rule(Scene &scene, Json const &node);

// create_type.cpp
Effect create_enum(Scene &scene, Json const &node);
Effect create_composite(Scene &scene, Json const &node);
Effect create_range(Scene &scene, Json const &node);
Effect create_domain(Scene &scene, Json const &node);
Effect define(Scene &scene, Json const &node);
Effect alter_enum(Scene &scene, Json const &node);
Effect alter_domain(Scene &scene, Json const &node);

// function.cpp
Effect create_function(Scene &scene, Json const &node);
std::string parameters(Json const &list);
void drop_function(Scene &scene, Json const &object);
/// Null when it is not known, or could be one of several.
Entry *find_function(Scene &scene, Json const &object);

// alter.cpp, rename.cpp, drop.cpp
Effect alter_table(Scene &scene, Json const &node);
Effect alter_sequence(Scene &scene, Json const &node);
Effect rename(Scene &scene, Json const &node);
Effect set_schema(Scene &scene, Json const &node);
Effect drop(Scene &scene, Json const &node);
Effect drop_owned(Scene &scene, Json const &node);

/// DROP … CASCADE of this: what may have hung on it may be gone.
void doubt_dependants(Scene &scene, ObjectKind dropped, std::string_view name);

// settings.cpp
Effect set_variable(Scene &scene, Json const &node);
Effect discard(Scene &scene, Json const &node);
/// Whether it is a SELECT of set_config() and nothing else.
bool is_setting(Json const &select);
Effect set_config(Scene &scene, Json const &select);

} // namespace gander::schema
