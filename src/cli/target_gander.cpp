#include "base/suggest.hpp"
#include "cli/shell_hint.hpp"
#include "cli/target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace gander::cli {

namespace {

DriverWord const *find_driver(std::string_view word)
{
    auto const hit = std::ranges::find(drivers(), word, &DriverWord::word);
    return hit == drivers().end() ? nullptr : &*hit;
}

std::string driver_list()
{
    std::string text;
    for (auto const &driver : drivers()) {
        text += text.empty() ? "" : ", ";
        text += driver.word;
    }
    return text;
}

/// Words that could be part of a connection string are not repeated in messages.
std::string shown(std::string_view word)
{
    auto const plain = [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
    };
    return word.size() <= 40 && std::ranges::all_of(word, plain) ? fmt::format("\"{}\"", word) : masked(word);
}

/// Which of the words was meant to be the command: the one that nearly is one, else the first.
std::string_view mistyped(std::vector<std::string> const &words, std::size_t first)
{
    auto const begin = words.begin() + static_cast<std::ptrdiff_t>(first);
    auto const hit = std::find_if(begin, words.end(), nearest_command);
    return hit == words.end() ? *begin : *hit;
}

[[noreturn]] void throw_unknown_command(std::string_view word)
{
    auto const near = nearest_command(word);
    auto const shell = shell_hint(word);
    throw Error(Errc::usage, fmt::format("{}: no such command", shown(word)),
                !shell.empty() ? shell
                : near         ? fmt::format("did you mean {}?", *near)
                               : std::string("gander help lists the commands"));
}

[[noreturn]] void throw_unknown_driver(std::string_view word)
{
    std::vector<std::string_view> names;
    for (auto const &driver : drivers()) {
        names.push_back(driver.word);
    }
    auto const near = suggest(word, names);
    auto const hint = "the drivers of this build are: " + driver_list();
    throw Error(Errc::usage, fmt::format("{}: no such driver in this build", shown(word)),
                near ? fmt::format("did you mean {}? {}", *near, hint) : hint);
}

bool is_command(std::vector<std::string> const &words, std::size_t index)
{
    return index < words.size() && find_command(words[index]) != nullptr;
}

/// Takes DRIVER and DBSTRING off the front of the words, as far as they are there.
void take_database(std::vector<std::string> &words, Surroundings const &around, Target &target)
{
    std::size_t taken = 0;
    if (!is_command(words, 0) && find_driver(words[0]) != nullptr) {
        target.driver = words[0];
        taken = 1;
    }
    if (taken < words.size() && !is_command(words, taken) &&
        (words.size() > taken + 1 || driver_of_url(words[taken]))) {
        auto const &word = words[taken];
        auto const url = driver_of_url(word);
        auto const named = !target.driver.empty() || !around.driver.empty() || url;
        if (!named && is_command(words, taken + 2)) {
            throw_unknown_driver(word);
        }
        if (!url && target.driver.empty() && !is_command(words, taken + 1)) {
            throw_unknown_command(mistyped(words, taken));
        }
        if (!named) {
            throw Error(Errc::usage,
                        fmt::format("{}: no driver can be told from this connection string", shown(word)),
                        "write the driver before it (" + driver_list() + "), or a URL such as postgres://…");
        }
        target.dbstring = word;
        taken += 1;
    }
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(taken));
}

bool same_client(std::string_view driver, std::string_view url)
{
    auto const *left = find_driver(driver);
    auto const *right = find_driver(driver_of_url(url).value_or(""));
    return left != nullptr && right != nullptr && left->driver == right->driver;
}

/// The string that the environment gives to this command. DATABASE_URL counts last, and only for its own
/// kind.
Dbstring from_environment(Target const &target, Surroundings const &around)
{
    auto const reads = target.command->needs == Needs::database;
    auto named =
        reads ? named_dbstring(around.dbstring, around.files) : Dbstring{around.dbstring, "GOOSE_DBSTRING"};
    auto const &word = target.driver.empty() ? around.driver : target.driver;
    auto const fits = word.empty() || same_client(word, around.database_url);
    return !named.text.empty() || !fits ? named : Dbstring{around.database_url, "DATABASE_URL"};
}

/// The driver and the string from the environment where the words did not give them. Returns where the string
/// is from.
Dbstring complete(Target &target, bool dbstring_given, Surroundings const &around)
{
    auto from = dbstring_given ? Dbstring{target.dbstring} : from_environment(target, around);
    target.dbstring = from.text;
    auto const url = driver_of_url(target.dbstring);
    auto const *by_url = url ? find_driver(*url) : nullptr;
    if (target.driver.empty()) {
        // A URL of the line names its driver; GOOSE_DRIVER counts beside it when it means the same client.
        auto const agrees = by_url == nullptr || same_client(around.driver, target.dbstring);
        target.driver = !around.driver.empty() && (agrees || !dbstring_given) ? around.driver
                        : url                                                 ? std::string(*url)
                                                                              : std::string{};
    }
    if (target.driver.empty() && (from.secret || (target.dbstring.empty() && around.libpq))) {
        target.driver = "postgres";
    }
    auto const *driver = find_driver(target.driver);
    target.by_url = by_url != nullptr && driver != nullptr && driver->dialect == by_url->dialect;
    return from;
}

/// No driver could be told from the connection string of a variable.
[[noreturn]] void throw_no_driver(Dbstring const &from)
{
    if (from.text.find("://") == std::string::npos) {
        throw Error(Errc::usage, fmt::format("{} names no driver", from.variable),
                    from.variable == "DATABASE_URL"
                        ? "write a URL such as postgres://… or sqlite:…"
                        : "set GOOSE_DRIVER, or write a URL such as postgres://…");
    }
    throw Error(Errc::usage, fmt::format("{} is of no kind that this build has a driver for", from.variable),
                "the drivers of this build are: " + driver_list());
}

[[noreturn]] void throw_no_database(Target const &target, Surroundings const &around)
{
    auto const command = std::string(target.command->name);
    if (!target.driver.empty() && !around.database_url.empty()) {
        auto const by_variable = target.driver == around.driver;
        throw Error(Errc::usage,
                    fmt::format("which database? There is no connection string for {}: DATABASE_URL was not "
                                "taken, because {} is of another kind",
                                target.driver, by_variable ? "GOOSE_DRIVER" : "this driver"),
                    by_variable ? "unset GOOSE_DRIVER, or set GOOSE_DBSTRING"
                                : "leave the driver out, or write its connection string behind it");
    }
    throw Error(Errc::usage, "which database? There is no connection string",
                (command.starts_with("test ") ? "gander " + command + " postgres://user@host/db"
                                              : "gander postgres://user@host/db " + command) +
                    ", or set DATABASE_URL, or GANDER_DBSTRING_FILE, or GOOSE_DRIVER and GOOSE_DBSTRING, or "
                    "PGHOST");
}

void require_database(Target const &target, Dbstring const &from, bool dbstring_given,
                      Surroundings const &around)
{
    auto const *driver = find_driver(target.driver);
    if (!target.driver.empty() && driver == nullptr) {
        throw_unknown_driver(target.driver);
    }
    if (driver == nullptr && !target.dbstring.empty() && !dbstring_given) {
        throw_no_driver(from);
    }
    auto const libpq_knows = driver != nullptr && driver->driver == "libpq" && around.libpq;
    if (driver == nullptr || (target.dbstring.empty() && !dbstring_given && !libpq_knows)) {
        throw_no_database(target, around);
    }
    require_kind(from, target.driver);
}

/// An argument that is a URL or a driver would only be told to be no version, or one too many.
void require_database_in_front(Target const &target)
{
    auto const &name = target.command->name;
    bool const has_names = name == "test database"; // which may be those of drivers
    auto const is_database = [&](std::string const &word) {
        return driver_of_url(word) || (!has_names && find_driver(word) != nullptr) ||
               word.find("://") != std::string::npos;
    };
    auto const hit = std::ranges::find_if(target.arguments, is_database);
    if (target.command->needs == Needs::database && hit != target.arguments.end()) {
        auto const line =
            name.starts_with("test ")
                ? fmt::format("behind the command's words: gander {} [DRIVER] [DBSTRING|URL]", name)
                : fmt::format("before the command: gander [DRIVER] [DBSTRING|URL] {}", name);
        throw Error(Errc::usage, fmt::format("{} is no argument of {}", shown(*hit), name),
                    "the database comes " + line);
    }
}

void require_arguments(Target const &target)
{
    auto const &command = *target.command;
    if (target.arguments.size() < command.least) {
        throw Error(Errc::usage,
                    fmt::format("{} needs an argument: {} {}", command.name, command.name, command.arguments),
                    fmt::format("gander {} --help explains it", command.name));
    }
    if (target.arguments.size() > command.most) {
        throw Error(
            Errc::usage,
            fmt::format("{} takes {}: {} is one too many", command.name,
                        command.most == 0 ? std::string("no argument") : std::string(command.arguments),
                        shown(target.arguments[command.most])),
            fmt::format("gander {} --help explains it", command.name));
    }
}

} // namespace

std::optional<Target> resolve_words(std::vector<std::string> words, Surroundings const &around)
{
    if (words.empty()) {
        return std::nullopt;
    }
    Target target;
    auto const before = words.size();
    take_database(words, around, target);
    auto const taken = before - words.size();
    auto const dbstring_given = taken == 2 || (taken == 1 && target.driver.empty());
    if (words.empty()) {
        throw Error(Errc::usage, "what should be done with this database? There is no command",
                    "gander help lists the commands");
    }
    target.command = find_command(words[0]);
    if (target.command == nullptr) {
        throw_unknown_command(words[0]);
    }
    target.arguments.assign(words.begin() + 1, words.end());
    auto const from = complete(target, dbstring_given, around);
    require_database_in_front(target);
    require_arguments(target);
    if (target.command->needs == Needs::database) {
        require_database(target, from, dbstring_given, around);
    }
    return target;
}

} // namespace gander::cli
