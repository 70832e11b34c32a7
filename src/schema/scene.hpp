#pragma once
/// What one command of a migration acts on, and the ways in which it may be understood.

#include "model/script.hpp"
#include "schema/dropped.hpp"
#include "schema/inventory.hpp"
#include "schema/tree.hpp"

#include <optional>
#include <string>
#include <vector>

namespace gander::schema {

/// How names without a schema are to be read.
struct Names
{
    std::vector<std::string> path{}; ///< the session's search_path, without what is always in it
    std::string own{};               ///< the schema that "$user" stands for; empty when there is none
    bool may_know_more = true;       ///< the server, as it may be newer than the parser
};

/// How much of what a command does can be looked for.
enum class Effect { all, some, none };

struct Scene
{
    Inventory inventory{};
    Dropped dropped{};
    Names names{};                   ///< of the session
    std::vector<std::string> path{}; ///< now
    Script const *script = nullptr;
    std::size_t statement = 0; ///< in the script
    std::size_t offset = 0;    ///< of the command, in the statement

    /// Where the node says that it stands, else where the command begins.
    Place place(Json const &node) const;
};

/// What both of two parts of a command come to.
Effect both(Effect one, Effect other) noexcept;

/// `[schema, name]` or `[name]`, as a name that is about to be made; no schema when there is none to put it
/// in.
Name new_name(Scene const &scene, std::vector<std::string> const &parts);

/// The same for a RangeVar, which may be temporary.
Name new_name(Scene const &scene, Json const &range_var);

/// What a RangeVar, or a list of names, means among the relations that are known.
Entry *find_relation(Scene &scene, std::vector<std::string> const &parts);
std::vector<std::string> parts_of(Json const &range_var);
Entry *find_type(Scene &scene, std::vector<std::string> const &parts);
/// Whatever ALTER TABLE … RENAME takes: also a type, and a constraint whose index is meant.
Entry *find_renamed(Scene &scene, std::vector<std::string> const &parts);

/// What it means, also where nothing so far has made it: empty when that could be one of several.
std::optional<Name> target(Scene &scene, std::vector<std::string> const &parts);

/// Remembers that the command drops it; null is nothing.
void bury(Scene &scene, Entry const *entry);

Effect add(Scene &scene, Json const &where, Object object, std::string detail = {});

} // namespace gander::schema
