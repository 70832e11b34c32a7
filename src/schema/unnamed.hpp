#pragma once
/// Constraints that PostgreSQL gives a name. Which one depends on what else is there by then, and it stays
/// when table and columns get other names; so they are told by their kind and their columns.

#include "schema/scene.hpp"

#include <string>
#include <string_view>

namespace gander::schema {

/// None where it could not be recognized.
Effect add_unnamed(Scene &scene, Name const &table, Json const &constraint, std::string const &column);

/// A command names a constraint of this table that no file has named.
void drop_unnamed(Scene &scene, Name const &table, std::string_view name);
bool rename_unnamed(Scene &scene, Name const &table, std::string_view from, std::string const &to);
Entry *find_unnamed(Scene &scene, Name const &table, std::string_view name);

/// Of which columns a constraint is. Behind a column, only a CHECK says it itself.
Mentions columns_of(Json const &constraint, std::string const &column);

} // namespace gander::schema
