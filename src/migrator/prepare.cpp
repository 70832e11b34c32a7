#include "migrator/prepare.hpp"

#include "sql/parse.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace gander {

namespace {

[[noreturn]] void refuse_go(Source const &source)
{
    throw Error(
        Errc::unsupported,
        fmt::format(
            "ERROR {}: failed to run Go migration: it can only be run by the Go program it is built into",
            source.path),
        fmt::format("migrate to version {} with that program, then go on here; or rewrite the file as SQL",
                    source.version),
        source.version);
}

/// The text of a step's file. Errors get the shape goose gives them: a directory opens well and cannot be
/// read.
std::string read(Step const &step, MigrationSet::Impl const &migrations)
{
    try {
        return migrations.read(step.source);
    } catch (Error const &error) {
        auto const name = std::filesystem::path(step.source.path).filename().string();
        auto const opened = std::string_view(error.what()).starts_with("read ");
        throw Error(error.code(),
                    fmt::format("ERROR {}: failed to {} SQL migration file: {}{}", name,
                                opened ? "parse" : "open", opened ? "failed to scan migration: " : "",
                                error.what()),
                    error.hint(), step.source.version);
    }
}

class Preparer
{
public:
    Preparer(MigrationSet::Impl const &migrations, Syntax const &syntax, Observer &observer)
        : m_migrations(migrations), m_syntax(syntax), m_observer(observer)
    {
    }

    void prepare(Step &step)
    {
        if (step.source.kind == Kind::after) {
            return prepare_after(step);
        }
        if (step.source.kind == Kind::function) {
            auto const hit = m_migrations.functions.find(step.source.version);
            if (hit == m_migrations.functions.end()) {
                throw Error(Errc::version_not_found,
                            fmt::format("no function has version {}", step.source.version), {},
                            step.source.version);
            }
            step.tx = hit->second.tx;
            return;
        }
        if (step.script) { // of a plan that was made before
            return;
        }
        if (step.source.kind == Kind::go) {
            refuse_go(step.source);
        }
        auto parsed =
            sql::parse(step.source.path, read(step, m_migrations),
                       {.direction = step.direction, .syntax = m_syntax, .trace = m_observer.wants_trace()});
        std::ranges::for_each(parsed.trace, [this](auto const &line) { m_observer.on_trace(line); });
        take(parsed.problems);
        if (parsed.script) {
            step.tx = parsed.script->tx;
            step.script = std::move(parsed.script);
        }
    }

    std::vector<Problem> errors{};

private:
    void prepare_after(Step &step)
    {
        if (!step.script) {
            auto parsed =
                sql::parse_after(step.source.path, m_migrations.read(step.source), {.syntax = m_syntax});
            take(parsed.problems);
            step.script = std::move(parsed.script);
        }
    }

    void take(std::vector<Problem> &problems)
    {
        for (auto &problem : problems) {
            if (problem.severity == Severity::error) {
                errors.push_back(std::move(problem));
            } else {
                m_observer.on_note(fmt::format("{}:{}:{}: {}", problem.place.path, problem.place.line,
                                               problem.place.column, problem.message));
            }
        }
    }

    MigrationSet::Impl const &m_migrations;
    Syntax const &m_syntax;
    Observer &m_observer;
};

} // namespace

Plan prepare(Plan plan, MigrationSet::Impl const &migrations, Syntax const &syntax, Observer &observer)
{
    Preparer preparer{migrations, syntax, observer};
    std::exception_ptr unreadable;
    try {
        std::ranges::for_each(plan.steps, [&](Step &step) { preparer.prepare(step); });
        std::ranges::for_each(plan.after, [&](Step &step) { preparer.prepare(step); });
    } catch (Error const &) {
        // What comes first in the plan is reported first; after it other files' problems are of no use.
        unreadable = std::current_exception();
    }
    if (!preparer.errors.empty()) {
        throw ParseError(std::move(preparer.errors));
    }
    if (unreadable) {
        std::rethrow_exception(unreadable);
    }
    return plan;
}

} // namespace gander
