#pragma once
/// Go's flag grammar, which is goose's: `-name value`, `-name=value`, one dash or two, flags anywhere on the
/// line.

#include <gander/migrator.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gander::cli {

enum class FlagType { boolean, text, path, duration, output, lock, version, port };

struct FlagSpec
{
    std::string_view name;
    FlagType type = FlagType::boolean;
    std::string_view help;          ///< one line for the list of flags
    std::string_view fallback = {}; ///< the default, where the list of flags shows one
    std::string_view variable = {}; ///< the environment variable that stands in for a gander flag
    std::string_view commands = {}; ///< that a gander flag belongs to, `up,plan`; empty: all
    std::string_view kept_as = {};  ///< its key in Flags where another flag has the same name

    std::string_view key() const { return kept_as.empty() ? name : kept_as; }
    std::vector<std::string_view> owners() const; ///< the words of `commands`
    bool belongs_to(std::string_view command) const;
};

/// What was given, by key. The last of several wins, where not all of them are asked for.
class Flags
{
public:
    void set(std::string_view name, std::string value)
    {
        m_values[std::string(name)].push_back(std::move(value));
    }
    bool given(std::string_view name) const { return m_values.contains(name); }
    bool on(std::string_view name) const;          ///< a boolean that was given and is true
    std::string text(std::string_view name) const; ///< empty when not given
    std::vector<std::string> all(std::string_view name) const;
    std::vector<std::string> names() const; ///< their keys

private:
    std::map<std::string, std::vector<std::string>, std::less<>> m_values{};
};

struct CommandLine
{
    Flags flags{};
    std::vector<std::string> words{}; ///< what is no flag, in order
    std::string error{};       ///< Go's text for a flag that cannot be understood; scanning ended there
    std::string hint{};        ///< what to write instead of a value that cannot be understood
    std::string culprit{};     ///< the name of a flag that does not exist
    std::string loose_value{}; ///< `-v=false` when the line has a switch followed by the word true or false
    bool help = false;         ///< -h or -help where the table has no such flag: nothing after it was read
};

/// Of two flags with one name, that of a command counts behind the command's word, the other before it.
CommandLine parse_flags(std::span<FlagSpec const> specs, std::span<std::string const> arguments);

/// Go's strconv.ParseBool: 1 t T true TRUE True, 0 f F false FALSE False. False also for anything else.
bool is_go_true(std::string_view text);

/// A value of --lock.
std::optional<LockMode> lock_mode(std::string_view word);

/// A version, which for a flag is 0 or higher.
std::optional<Version> version_value(std::string_view text);

/// From 1 to 65535.
std::optional<std::uint16_t> port_value(std::string_view text);

/// What is wrong with a value for this kind of flag: empty, or `parse error` and the like.
std::string value_error(FlagType type, std::string_view value);

/// What to write instead, where that is not said by what is wrong with it.
std::string value_hint(FlagType type, std::string_view value);

/// Every flag with its help, in Go's layout and in order of name.
std::string flag_list(std::span<FlagSpec const> specs);

} // namespace gander::cli
