#pragma once
/// What one migration touches, read from its text. Pure. Only what is wholly understood is believed: whatever
/// else there is may touch anything.

#include "model/script.hpp"
#include "subset/uses.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gander::subset {

/// Whoever uses `of` in one of the ways `when` uses `to` as well: a table's definition names types and other
/// tables, its triggers run functions, and a function does what stands in its body.
struct Link
{
    std::string of{};
    unsigned when = 0;
    std::string to{};
    unsigned then = 0;
};

/// Why something holds, and the statement that makes it so.
struct Cause
{
    std::string why{};
    Place place{};
};

struct Touches
{
    Uses uses{};
    std::vector<Link> links{};
    std::set<std::string, std::less<>> functions{}; ///< defined here
    std::set<std::string, std::less<>> made{};      ///< tables and types that were not there before
    std::set<std::string, std::less<>> written{};   ///< what its commands themselves make and change
    std::map<std::string, Cause> unclear{};         ///< functions that may do anything when they are run
    std::map<std::string, Cause> opaque{};          ///< tables and the like whose users may use anything
    std::set<std::string, std::less<>> temporary{}; ///< tables that end with the session
    std::optional<Cause> anything{};                ///< why it may touch all there is
    std::optional<Cause> needed{};                  ///< why it is never left out, though it is understood
    bool hooks = false;                             ///< may have code run at other migrations' commands
};

/// Of a script for Direction::up.
Touches touches(Script const &script);

/// Of a migration that is no SQL: all there is.
Touches anything(std::string why, std::string path);

/// What stands before a schema's name: the rights to it.
inline constexpr std::string_view rights = "%rights%";

/// Uses that stand for no name: how a call with arguments is resolved, which an extension can change.
inline constexpr auto resolution = "%resolution";

} // namespace gander::subset
