#include "model/script.hpp"
#include "schema/tree.hpp"

#if GANDER_WITH_POSTGRES
#include <pg_query.h>
#endif

#include <algorithm>
#include <memory>

namespace gander::schema {

#if GANDER_WITH_POSTGRES

namespace {

/// Behind blanks and comments, which the parser counts to the command that follows them.
std::size_t first_word(std::string_view text, std::size_t at)
{
    for (int depth = 0; at < text.size();) {
        auto const two = text.substr(at, 2);
        if (two == "/*") {
            ++depth;
            at += 2;
        } else if (depth > 0) {
            depth -= two == "*/" ? 1 : 0;
            at += two == "*/" ? 2 : 1;
        } else if (two == "--") {
            at = std::min(text.find('\n', at), text.size());
        } else if (std::string_view(" \t\r\n\f\v;").find(text[at]) != std::string_view::npos) {
            ++at;
        } else {
            return at;
        }
    }
    return at;
}

std::size_t number(Json const &node, char const *key)
{
    auto const &value = child(node, key);
    return value.is_number_unsigned() ? value.get<std::size_t>() : 0;
}

Command command_of(Json &statement, std::string_view whole)
{
    auto const from = number(statement, "stmt_location");
    auto const length = number(statement, "stmt_len");
    auto const end = length == 0 ? whole.size() : from + length;
    Command command{.offset = first_word(whole, from)};
    command.text = whole.substr(command.offset, end - std::min(end, command.offset));
    auto &node = statement["stmt"];
    if (node.is_object() && !node.empty()) {
        command.kind = node.begin().key();
        command.node = std::move(node.begin().value());
    }
    return command;
}

} // namespace

Parsed parse(std::string_view text)
{
    std::string const whole{text};
    auto free_result = [](PgQueryParseResult *result) { pg_query_free_parse_result(*result); };
    auto result = pg_query_parse(whole.c_str());
    std::unique_ptr<PgQueryParseResult, decltype(free_result)> const owner{&result, free_result};
    Parsed parsed;
    if (result.error != nullptr) {
        parsed.error = result.error->message;
        if (result.error->cursorpos > 0) {
            parsed.where = byte_offset(text, static_cast<std::size_t>(result.error->cursorpos));
        }
        return parsed;
    }
    auto tree = Json::parse(result.parse_tree, nullptr, false);
    if (tree.is_discarded()) {
        parsed.error = "its text is no UTF-8";
        return parsed;
    }
    if (tree.contains("stmts")) {
        for (auto &statement : tree["stmts"]) {
            parsed.commands.push_back(command_of(statement, whole));
        }
    }
    return parsed;
}

#else

Parsed parse(std::string_view) { return {.error = "this build has no parser for it"}; }

#endif

} // namespace gander::schema
