#include "base/quote.hpp"
#include "cli/target.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::cli {

namespace {

Command const *goose_command(std::string_view word)
{
    auto const *command = find_command(word);
    return command != nullptr && command->in_goose ? command : nullptr;
}

bool is_driver(std::string_view word)
{
    return std::ranges::any_of(drivers(), [&](DriverWord const &each) { return each.word == word; });
}

/// The driver is looked at before the command is, and the connection string only when the database is opened.
void require_driver(std::string const &word, std::string const &dbstring)
{
    if (is_driver(word)) {
        return;
    }
    try {
        (void)Database::open(word, "");
    } catch (Error const &error) {
        throw Complete(Errc::unsupported,
                       fmt::format("-dbstring={}: {}", go_quoted(masked(dbstring)), error.what()));
    }
}

} // namespace

std::optional<Target> merge_words(std::vector<std::string> words, Surroundings const &around)
{
    if (words.empty()) {
        return std::nullopt;
    }
    if (auto const *command = goose_command(words[0]);
        command != nullptr && command->needs != Needs::database) {
        return Target{
            .command = command, .arguments = {words.begin() + 1, words.end()}, .driver = around.driver};
    }
    auto const named = named_dbstring(around.dbstring, around.files);
    if (!around.driver.empty()) {
        words.insert(words.begin(), around.driver);
    } else if (named.secret && !is_driver(words[0])) {
        words.insert(words.begin(), std::string(driver_of_url(named.text).value_or("postgres")));
    }
    if (!named.text.empty()) {
        words.insert(words.begin() + 1, named.text);
    }
    if (words.size() < 3) {
        return std::nullopt;
    }
    require_driver(words[0], words[1]);
    if (named.secret) {
        require_kind(named, words[0]);
    }
    auto const *command = goose_command(words[2]);
    if (command == nullptr || command->needs == Needs::nothing) {
        throw Error(Errc::usage, fmt::format("{}: no such command", go_quoted(masked(words[2]))));
    }
    return Target{.command = command,
                  .arguments = {words.begin() + 3, words.end()},
                  .driver = words[0],
                  .dbstring = words[1]};
}

} // namespace gander::cli
