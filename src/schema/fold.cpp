#include "schema/fold.hpp"

#include "schema/commands.hpp"
#include "schema/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace gander::schema {

namespace {

using Handler = Effect (*)(Scene &, Json const &);

Effect nothing(Scene & /*scene*/, Json const & /*node*/) { return Effect::all; }

constexpr auto handlers = std::to_array<std::pair<std::string_view, Handler>>({
    {"CreateStmt", create_table},
    {"CreateForeignTableStmt", create_foreign_table},
    {"CreateTableAsStmt", create_table_as},
    {"SelectStmt", select},
    {"CreateSchemaStmt", create_schema},
    {"CreateExtensionStmt", create_extension},
    {"ViewStmt", create_view},
    {"CreateSeqStmt", create_sequence},
    {"IndexStmt", create_index},
    {"CreateTrigStmt", create_trigger},
    {"CreatePolicyStmt", create_policy},
    {"RuleStmt", create_rule},
    {"CreateEnumStmt", create_enum},
    {"CompositeTypeStmt", create_composite},
    {"CreateRangeStmt", create_range},
    {"CreateDomainStmt", create_domain},
    {"DefineStmt", define},
    {"CreateFunctionStmt", create_function},
    {"AlterTableStmt", alter_table},
    {"AlterSeqStmt", alter_sequence},
    {"AlterEnumStmt", alter_enum},
    {"AlterDomainStmt", alter_domain},
    {"RenameStmt", rename},
    {"AlterObjectSchemaStmt", set_schema},
    {"DropStmt", drop},
    {"DropOwnedStmt", drop_owned},
    {"VariableSetStmt", set_variable},
    {"DiscardStmt", discard},
    // These leave nothing behind that could be missed.
    {"TransactionStmt", nothing},
    {"CommentStmt", nothing},
    {"ConstraintsSetStmt", nothing},
    {"VariableShowStmt", nothing},
    {"LockStmt", nothing},
    {"VacuumStmt", nothing},
    {"ReindexStmt", nothing},
    {"ClusterStmt", nothing},
    {"CheckPointStmt", nothing},
    {"ExplainStmt", nothing},
    {"NotifyStmt", nothing},
    {"ListenStmt", nothing},
    {"UnlistenStmt", nothing},
});

/// Whose effect is anything at all.
bool runs_code(std::string_view kind)
{
    return kind == "DoStmt" || kind == "CallStmt" || kind == "SelectStmt" || kind == "ExecuteStmt";
}

class Fold
{
public:
    explicit Fold(Names const &names) { m_scene.names = names; }

    void read(Script const &script)
    {
        m_scene.script = &script;
        m_scene.path = m_scene.names.path;
        for (m_scene.statement = 0; m_scene.statement < script.statements.size(); ++m_scene.statement) {
            read(script.statements[m_scene.statement]);
        }
        m_scene.inventory.drop_schema(temporary);
    }

    Expectation take()
    {
        for (auto const &entry : m_scene.inventory.entries()) {
            m_expectation.objects.push_back({entry.object, entry.place, entry.doubtful});
        }
        return std::move(m_expectation);
    }

private:
    void read(Statement const &statement)
    {
        m_scene.offset = 0;
        auto const parsed = parse(statement.text);
        if (!parsed.error.empty()) {
            doubt_what_it_names(statement.text);
            report(statement.text, "it is not understood here: " + parsed.error);
        }
        for (auto const &command : parsed.commands) {
            m_scene.offset = command.offset;
            auto const effect = apply(m_scene, command.kind, command.node);
            if (effect == Effect::none) {
                if (runs_code(command.kind)) {
                    doubt_what_it_names(command.text);
                }
                report(command.text, "what it does cannot be looked for");
            } else if (effect == Effect::some) {
                report(command.text, "not all that it does can be looked for");
            }
        }
    }

    /// It may have dropped or renamed it.
    void doubt_what_it_names(std::string_view text)
    {
        auto const words = words_of(text);
        m_scene.inventory.doubt([&](Entry const &entry) { return words.contains(entry.object.name); });
    }

    void report(std::string_view text, std::string const &why)
    {
        m_expectation.unchecked.push_back({.severity = Severity::warning,
                                           .kind = ProblemKind::schema,
                                           .place = m_scene.place({}),
                                           .message = headline(text) + ": " + why});
    }

    Scene m_scene{};
    Expectation m_expectation{};
};

} // namespace

Effect apply(Scene &scene, std::string_view kind, Json const &node)
{
    auto const *const row = std::ranges::find(handlers, kind, &decltype(handlers)::value_type::first);
    return row == handlers.end() ? Effect::none : row->second(scene, node);
}

Expectation expectation(std::span<std::shared_ptr<Script const> const> scripts, Names const &names)
{
    Fold fold{names};
    for (auto const &script : scripts) {
        fold.read(*script);
    }
    return fold.take();
}

} // namespace gander::schema
