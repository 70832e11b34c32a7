#pragma once
/// What PostgreSQL has to hold after migrations, read from their text. Pure: nothing is asked of a server.

#include "model/object.hpp"
#include "model/script.hpp"
#include "schema/scene.hpp"

#include <memory>
#include <span>
#include <string_view>

namespace gander::schema {

/// Scripts in order of version, each for Direction::up.
Expectation expectation(std::span<std::shared_ptr<Script const> const> scripts, Names const &names);

/// One command of the parser's name `kind`.
Effect apply(Scene &scene, std::string_view kind, Json const &node);

} // namespace gander::schema
