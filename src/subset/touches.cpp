#include "subset/touches.hpp"

#include "base/ascii.hpp"
#include "schema/words.hpp"
#include "subset/touching.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace gander::subset {

namespace {

/// Somebody else's commands may set these off, which then do anything.
bool is_hook(std::string_view kind)
{
    constexpr auto kinds = std::to_array<std::string_view>(
        {"CreateEventTrigStmt", "RuleStmt", "CreateCastStmt", "DefineStmt", "CreateOpClassStmt",
         "CreateOpFamilyStmt", "AlterOpFamilyStmt", "CreateRangeStmt", "CreateTransformStmt",
         "CreatePLangStmt", "CreateAmStmt", "CreateForeignTableStmt", "ImportForeignSchemaStmt"});
    return std::ranges::find(kinds, kind) != kinds.end();
}

/// The same in code, or in a command that the parser does not know.
bool may_hook(std::string_view text)
{
    auto const lower = ascii_lower(text);
    constexpr auto words = std::to_array<std::string_view>({"event", "rule", "operator", "aggregate"});
    return std::ranges::any_of(words, [&](auto word) { return has_word(lower, word); }) ||
           lower.find("create cast") != std::string::npos;
}

/// What is made of names that nobody saw hides them from whoever uses it.
void hide(Touching &touching, Cause const &cause)
{
    for (auto const &[name, how] : touching.uses) {
        if ((how & write) != 0 && (how & rows) == 0) {
            touching.all.opaque.emplace(name, Cause{"uses " + name + ", which " + cause.why, cause.place});
        }
    }
}

void read_command(Touches &all, Script const &script, std::size_t statement, schema::Command const &command)
{
    auto reading = reading_of(command.node);
    Touching touching{.kind = command.kind,
                      .node = command.node,
                      .text = command.text,
                      .place = script.place(statement, command.offset),
                      .uses = std::move(reading.uses),
                      .all = all};
    auto const handler = handler_of(command.kind);
    if (handler == nullptr || !handler(touching)) {
        touching.give_up(schema::headline(command.text) + ", whose effects cannot be told");
    }
    if (reading.unclear) {
        touching.give_up(schema::headline(command.text) + ", which " + *reading.unclear);
        hide(touching, {*reading.unclear, touching.place});
    }
    if (reading.of_session) {
        touching.need("asks for currval()");
    }
    all.hooks = all.hooks || is_hook(command.kind) || (all.anything && may_hook(command.text));
    all.temporary.insert(reading.temporary.begin(), reading.temporary.end());
    for (auto const &[name, how] : touching.uses) {
        all.uses[name] |= how;
    }
}

constexpr auto handlers = std::to_array<std::pair<std::string_view, Handler>>({
    {"CreateStmt", touch_create_table},
    {"AlterTableStmt", touch_alter_table},
    {"IndexStmt", touch_index},
    {"CreateTrigStmt", touch_trigger},
    {"CreatePolicyStmt", touch_policy},
    {"AlterPolicyStmt", touch_policy},
    {"CreateStatsStmt", touch_statistics},
    {"ViewStmt", touch_view},
    {"CreateTableAsStmt", touch_table_as},
    {"CreateSeqStmt", touch_sequence},
    {"AlterSeqStmt", touch_sequence},
    {"CreateEnumStmt", touch_enum},
    {"AlterEnumStmt", touch_enum},
    {"CompositeTypeStmt", touch_composite},
    {"CreateDomainStmt", touch_domain},
    {"AlterDomainStmt", touch_domain},
    {"CreateSchemaStmt", touch_schema},
    {"CreateExtensionStmt", touch_extension},
    {"DropStmt", touch_drop},
    {"RenameStmt", touch_rename},
    {"AlterObjectSchemaStmt", touch_schema_of},
    {"AlterOwnerStmt", touch_owner},
    {"CommentStmt", touch_comment},
    {"GrantStmt", touch_grant},
    {"CreateFunctionStmt", touch_function},
    {"AlterFunctionStmt", touch_alter_function},
    {"DoStmt", touch_do},
    {"CallStmt", touch_call},
    {"InsertStmt", touch_rows},
    {"UpdateStmt", touch_rows},
    {"DeleteStmt", touch_rows},
    {"MergeStmt", touch_rows},
    {"CopyStmt", touch_copy},
    {"TruncateStmt", touch_truncate},
    {"RefreshMatViewStmt", touch_refresh},
    {"SelectStmt", touch_nothing},
    // A session's settings end with their migration; its temporary tables do not.
    {"VariableSetStmt", touch_nothing},
    {"VariableShowStmt", touch_nothing},
    {"ConstraintsSetStmt", touch_nothing},
    {"TransactionStmt", touch_nothing},
    {"LockStmt", touch_nothing},
    {"CheckPointStmt", touch_nothing},
    {"NotifyStmt", touch_nothing},
});

} // namespace

Handler handler_of(std::string_view kind)
{
    auto const *const row = std::ranges::find(handlers, kind, &decltype(handlers)::value_type::first);
    return row == handlers.end() ? nullptr : row->second;
}

void Touching::link(std::string const &of, unsigned when, std::string const &to, unsigned then)
{
    for (auto const &one : noted_as(of)) {
        for (auto const &other : noted_as(to)) {
            all.links.push_back({one, when, other, then});
        }
    }
}

void Touching::need(std::string why)
{
    if (!all.needed) {
        all.needed = Cause{std::move(why), place};
    }
}

void Touching::give_up(std::string why)
{
    if (!all.anything) {
        all.anything = Cause{std::move(why), place};
    }
}

Touches touches(Script const &script)
{
    Touches all;
    for (std::size_t i = 0; i < script.statements.size(); ++i) {
        auto const text = script.statements[i].text;
        auto const parsed = schema::parse(text);
        if (!parsed.error.empty() && !all.anything) {
            all.anything = Cause{schema::headline(text) + ", which is not understood here: " + parsed.error,
                                 script.place(i, 0)};
            all.hooks = may_hook(text);
        }
        for (auto const &command : parsed.commands) {
            read_command(all, script, i, command);
        }
    }
    return all;
}

Touches anything(std::string why, std::string path)
{
    Touches all;
    all.anything = Cause{std::move(why), {.path = std::move(path)}};
    return all;
}

} // namespace gander::subset
