#pragma once
/// Text of a migration file → statements.

#include "model/script.hpp"
#include "model/syntax.hpp"

#include <gander/report.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gander::sql {

/// Looks up a variable for ENVSUB; empty when it is not set.
using Variables = std::function<std::optional<std::string>(std::string_view name)>;

/// The process environment.
Variables environment();

struct ParseOptions
{
    Direction direction = Direction::up;
    Syntax syntax{};
    Variables variables = environment();
    bool trace = false; ///< fill Script::trace with goose's -v lines
    bool after = false; ///< an after-step: it needs no Up line, and can have no Down half
};

/// What could be read of a file, whatever is wrong with the rest: to look at, never to run.
struct Draft
{
    std::shared_ptr<Script> script{};
    bool whole = false;              ///< no problem is an error
    std::vector<Problem> problems{}; ///< in order of place
};

struct Parsed
{
    std::shared_ptr<Script const> script{}; ///< null when a problem is an error
    std::vector<Problem> problems{};        ///< in order of place; warnings may come with a script
    std::vector<std::string> trace{};       ///< of a file without a script; else it is in the script
};

/// Reads a file for one direction, as goose 3.29 does where goose is right: what goose accepts is accepted
/// with the same effect, what it splits wrongly is split rightly. Every problem is reported, not the first
/// only.
Draft read_draft(std::string path, std::string text, ParseOptions const &options);

/// The same for whoever wants to run it: a file with an error has no script.
Parsed parse(std::string path, std::string text, ParseOptions const &options);

/// The same for an after-step, which is never goose's. What would end its transaction or cannot run in one is
/// an error too, and so is a file with nothing to run.
Parsed parse_after(std::string path, std::string text, ParseOptions options);

} // namespace gander::sql
