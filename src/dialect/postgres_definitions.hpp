#pragma once
/// The queries of postgres_catalog() for definitions, in parts. What they share stands before each of them:
/// `space`, the schemas that are not PostgreSQL's own; `member`, what belongs to an extension; `boss`, the
/// database's owner; `relation`, tables, views, sequences and composite types without those two and without
/// Gander's own. The search_path is empty, so that every name comes with its schema.
///
/// Where not every version since 13 has a column, to_jsonb(row) ->> 'column' reads it, or null.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gander::dialect {

/// What is set in the transaction that the queries run in.
std::string postgres_reading();

std::vector<std::string> postgres_definitions(std::span<std::string const> own);

namespace definitions {

extern std::string_view const tables;
extern std::string_view const columns;
extern std::string_view const constraints;
extern std::string_view const indexes;
extern std::string_view const views; ///< and sequences
extern std::string_view const types;
extern std::string_view const routines;
extern std::string_view const operators;
extern std::string_view const triggers;     ///< and rules and policies
extern std::string_view const surroundings; ///< schemas, extensions and what else a database has few of
extern std::string_view const searches;     ///< of text
extern std::string_view const remarks;      ///< comments and labels
extern std::string_view const grants;

} // namespace definitions

} // namespace gander::dialect
