#include "schema/commands.hpp"
#include "schema/fold.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace gander::schema {

namespace {

using Handler = Effect (*)(Scene &, Json const &);

Effect nothing(Scene & /*scene*/, Json const & /*node*/) { return Effect::all; }

/// What was dropped may be there again.
Effect transaction(Scene &scene, Json const &node)
{
    if (text(node, "kind").starts_with("TRANS_STMT_ROLLBACK")) {
        scene.dropped.forget_all();
    }
    return Effect::all;
}

/// Tables of any name.
Effect import_tables(Scene &scene, Json const & /*node*/)
{
    scene.dropped.forget_all();
    return Effect::none;
}

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
    {"TransactionStmt", transaction},
    {"ImportForeignSchemaStmt", import_tables},
    // These leave nothing behind that could be missed.
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

} // namespace

Effect apply(Scene &scene, std::string_view kind, Json const &node)
{
    auto const *const row = std::ranges::find(handlers, kind, &decltype(handlers)::value_type::first);
    return row == handlers.end() ? Effect::none : row->second(scene, node);
}

} // namespace gander::schema
