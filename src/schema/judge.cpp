#include "schema/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace gander::schema {

namespace {

class Judge
{
public:
    Judge(Expectation const &expected, Objects const &present) : m_present(present)
    {
        for (auto const &each : expected.objects) {
            if (!is_there(each)) {
                m_absent.insert(each.object);
            }
        }
    }

    bool is_there(Expected const &expected) const
    {
        return m_present.contains(expected.object) || m_present.contains(primary_key(expected.object)) ||
               (expected.may_be_invalid && m_present.contains(invalid(expected.object)));
    }

    /// Whether what it is a part of is not there either, so that nothing more need be said.
    bool goes_without_saying(Object const &object) const
    {
        auto const absent = [&](ObjectKind kind, std::string const &schema, std::string const &name) {
            return m_absent.contains({.kind = kind, .schema = schema, .name = name});
        };
        bool const is_partition = object.kind == ObjectKind::partition;
        if (absent(ObjectKind::schema, {}, object.schema) ||
            (is_partition && absent(ObjectKind::table, object.schema, object.name))) {
            return true;
        }
        constexpr ObjectKind owners[] = {ObjectKind::table, ObjectKind::view, ObjectKind::materialized_view,
                                         ObjectKind::type};
        return !object.of.empty() && std::ranges::any_of(owners, [&](ObjectKind kind) {
            return absent(kind, object.schema, object.of);
        });
    }

    Problem missing(Expected const &expected) const
    {
        Problem problem{.kind = ProblemKind::schema,
                        .place = expected.place,
                        .message = to_string(expected.object) + " is not there"};
        if (m_present.contains(invalid(expected.object))) {
            problem.message = to_string(expected.object) + " is there, but invalid";
            problem.hint = validation(expected.object.kind);
        } else {
            problem.hint = elsewhere(expected.object);
        }
        return problem;
    }

    Problem undone(Expected const &dropped) const
    {
        return {.kind = ProblemKind::schema,
                .place = dropped.place,
                .message = to_string(dropped.object) + " is still there, and is dropped here",
                .hint = "run this statement in the database, then try again"};
    }

    /// DROP INDEX CONCURRENTLY may leave one that is invalid.
    bool is_still_there(Object const &object) const
    {
        return m_present.contains(object) || m_present.contains(invalid(object));
    }

private:
    static Object invalid(Object object)
    {
        object.valid = false;
        return object;
    }

    /// PostgreSQL makes no UNIQUE beside a PRIMARY KEY of the same columns.
    static Object primary_key(Object object)
    {
        bool const is_unique = object.kind == ObjectKind::unique_constraint;
        object.kind = is_unique ? ObjectKind::primary_key : object.kind;
        return object;
    }

    /// Most often the files were run with another search_path.
    std::string elsewhere(Object const &object) const
    {
        auto const other = std::ranges::find_if(m_present, [&](Object const &each) {
            return each.kind == object.kind && each.name == object.name && each.of == object.of &&
                   object.of.empty() && !object.schema.empty();
        });
        return other == m_present.end()
                   ? std::string{}
                   : fmt::format("there is {}: is the search_path another one?", to_string(*other));
    }

    Objects const &m_present;
    Objects m_absent{};
};

} // namespace

std::string validation(ObjectKind kind)
{
    return kind == ObjectKind::index ? "REINDEX INDEX CONCURRENTLY makes it anew"
                                     : "it is NOT VALID: VALIDATE CONSTRAINT checks the rows";
}

Verdict judge(Expectation expected, Objects const &present)
{
    Judge const judge{expected, present};
    Verdict verdict{.undone = std::move(expected.undone), .unchecked = std::move(expected.unchecked)};
    Objects seen;
    for (auto const &each : expected.objects) {
        if (!seen.insert(each.object).second) {
            continue; // an overloaded function
        }
        if (judge.is_there(each)) {
            ++verdict.found;
        } else if (judge.goes_without_saying(each.object)) {
            continue;
        } else if (each.doubtful) {
            auto problem = judge.missing(each);
            problem.severity = Severity::warning;
            problem.message += "; something later may have dropped it";
            verdict.unchecked.push_back(std::move(problem));
        } else {
            verdict.missing.push_back(judge.missing(each));
        }
    }
    for (auto const &each : expected.dropped) {
        if (judge.is_still_there(each.object)) {
            verdict.undone.push_back(judge.undone(each));
        }
    }
    return verdict;
}

} // namespace gander::schema
