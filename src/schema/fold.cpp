#include "schema/fold.hpp"

#include "schema/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace gander::schema {

namespace {

/// Whose effect is anything at all.
bool runs_code(std::string_view kind)
{
    return kind == "DoStmt" || kind == "CallStmt" || kind == "SelectStmt" || kind == "ExecuteStmt";
}

bool is_of_rows(std::string_view kind)
{
    constexpr auto kinds = std::to_array<std::string_view>(
        {"InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "CopyStmt", "TruncateStmt", "GrantStmt"});
    return std::ranges::find(kinds, kind) != kinds.end();
}

Expected attached(Entry const &partition)
{
    auto const &table = partition.parents.front();
    return {.object = {.kind = ObjectKind::partition,
                       .schema = table.schema,
                       .name = partition.object.name,
                       .of = table.name},
            .place = partition.attachment->place,
            .doubtful = partition.doubtful || partition.attachment->doubtful};
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
            m_expectation.objects.push_back(
                {entry.object, entry.place, entry.doubtful, entry.may_be_invalid});
            if (entry.attachment) {
                m_expectation.objects.push_back(attached(entry));
            }
        }
        m_expectation.dropped = m_scene.dropped.take(m_scene.inventory.entries());
        return std::move(m_expectation);
    }

private:
    void read(Statement const &statement)
    {
        m_scene.offset = 0;
        auto const parsed = parse(statement.text);
        if (!parsed.error.empty()) {
            m_scene.dropped.forget_named(statement.text);
            doubt_what_it_names(statement.text);
            refuse_or_report(statement.text, parsed);
        }
        for (auto const &command : parsed.commands) {
            read(command);
        }
    }

    /// A colon begins a variable of psql, which has put its value there.
    void refuse_or_report(std::string_view text, Parsed const &parsed)
    {
        bool const is_sql = parsed.where && !text.substr(*parsed.where).starts_with(':');
        if (m_scene.names.may_know_more || !is_sql) {
            return report(text, "it is not understood here: " + parsed.error);
        }
        m_expectation.undone.push_back(
            {.kind = ProblemKind::schema,
             .place = m_scene.script->place(m_scene.statement, *parsed.where),
             .message = "PostgreSQL does not understand this: " + parsed.error,
             .hint = "it cannot have been run: correct it, or take it out of the file if nothing lacks it"});
    }

    void read(Command const &command)
    {
        m_scene.offset = command.offset;
        auto const effect = apply(m_scene, command.kind, command.node);
        if (effect != Effect::all && !is_of_rows(command.kind)) {
            m_scene.dropped.forget_named(command.text);
        }
        if (effect == Effect::none && runs_code(command.kind)) {
            doubt_what_it_names(command.text);
        }
        if (effect != Effect::all) {
            report(command.text, effect == Effect::none ? "what it does cannot be looked for"
                                                        : "not all that it does can be looked for");
        }
    }

    /// It may have dropped or renamed it. A constraint without a name is found in a catalog too, and goes
    /// with the table that it refers to.
    void doubt_what_it_names(std::string_view text)
    {
        auto const words = words_of(text);
        bool const any = std::ranges::any_of(words, [](std::string const &word) {
            return word == "cascade" || word.find("constraint") != std::string::npos;
        });
        m_scene.inventory.doubt([&](Entry const &entry) {
            bool const is_its = words.contains(entry.object.of) || words.contains(entry.likely_name);
            return words.contains(entry.object.name) || (is_unnamed(entry) && (any || is_its));
        });
        m_scene.inventory.doubt_attachments([&](Name const &table) { return words.contains(table.name); });
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

Expectation expectation(std::span<std::shared_ptr<Script const> const> scripts, Names const &names)
{
    Fold fold{names};
    for (auto const &script : scripts) {
        fold.read(*script);
    }
    return fold.take();
}

} // namespace gander::schema
