#pragma once
/// PostgreSQL's own parser, and what its trees are read with.

#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gander::schema {

using Json = nlohmann::json;

/// One command of a text that may hold several.
struct Command
{
    std::string kind{}; ///< the parser's name for it: CreateStmt
    Json node{};
    std::size_t offset = 0; ///< of its first word
    std::string text{};
};

struct Parsed
{
    std::vector<Command> commands{};
    std::string error{};                ///< the parser's words; empty when it understood everything
    std::optional<std::size_t> where{}; ///< of a syntax error: the byte at which it is
};

/// Of the PostgreSQL whose parser it is.
inline constexpr int parser_version = 15;

Parsed parse(std::string_view text);

// What is not there is empty: the trees leave out what has its default value.

Json const &child(Json const &node, char const *key);
std::string text(Json const &node, char const *key);
bool is_set(Json const &node, char const *key);

/// The strings of a list of names, the last of which is the name itself.
std::vector<std::string> strings(Json const &list);

/// What one item of a list wraps: `{"ColumnDef": {…}}`.
std::string item_kind(Json const &item);
Json const &item_node(Json const &item);

/// A type as it is written, without pg_catalog: `int4`, `app.mood[]`.
std::string type_text(Json const &type_name);

} // namespace gander::schema
