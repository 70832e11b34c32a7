#include "sql/parse.hpp"

#include "sql/complaints.hpp"
#include "sql/goose_rules.hpp"
#include "sql/reader.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace gander::sql {

Variables environment()
{
    return [](std::string_view name) -> std::optional<std::string> {
        char const *const value = std::getenv(std::string(name).c_str());
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    };
}

namespace {

/// Where goose refuses the file too, the first error says what goose says.
void add_goose_error(std::vector<Problem> &problems, std::string error)
{
    auto const first = std::ranges::find(problems, Severity::error, &Problem::severity);
    if (first != problems.end()) {
        first->goose = std::move(error);
    }
}

/// A file that somebody's editor saved in UTF-16 would be one long error: say it once.
bool is_utf16(std::string_view text) { return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"); }

} // namespace

Draft read_draft(std::string path, std::string text, ParseOptions const &options)
{
    Draft result;
    result.script = std::make_shared<Script>();
    auto &script = *result.script;
    script.path = std::move(path);
    script.text = std::move(text);
    Complaints complaints;
    bool const unreadable = is_utf16(script.text);
    if (unreadable) {
        complaints.error({1, 1, 1}, "this file is in UTF-16", "save it in UTF-8");
    } else {
        Reader(script, options, complaints).run();
    }
    result.whole = !complaints.any_error();
    // Bytes that are no UTF-8 are not shown.
    result.problems = complaints.take(script.path, unreadable ? std::string_view{} : script.text);
    if (!options.after && (!result.whole || options.trace)) {
        auto goose = goose_rules(script.text, options.direction, options.variables, options.trace);
        script.trace = std::move(goose.trace);
        add_goose_error(result.problems, std::move(goose.error));
    }
    return result;
}

Parsed parse(std::string path, std::string text, ParseOptions const &options)
{
    auto draft = read_draft(std::move(path), std::move(text), options);
    Parsed result;
    result.problems = std::move(draft.problems);
    if (draft.whole) {
        result.script = std::move(draft.script);
    } else {
        result.trace = std::move(draft.script->trace);
    }
    return result;
}

} // namespace gander::sql
