#include "migrator/survey.hpp"

#include "migrator/drivers.hpp"
#include "migrator/rehearse.hpp"
#include "schema/fold.hpp"
#include "store/catalog.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gander {

namespace {

Problem uncheckable(Source const &source)
{
    return {.severity = Severity::warning,
            .kind = ProblemKind::schema,
            .place = {.path = source.path},
            .message = source.kind == Kind::go ? "a Go migration: what it does cannot be looked for"
                                               : "a function: what it does cannot be looked for"};
}

} // namespace

Survey::Survey(Migrator::Impl &migrator, std::vector<Source> sources)
    : m_migrator(migrator), m_catalog(migrator.dialect.catalog()), m_sources(std::move(sources))
{
}

void Survey::prepare()
{
    for (auto const &source : m_sources) {
        if (source.kind == Kind::sql) {
            m_plan.steps.push_back({.source = source});
        }
    }
    m_plan = m_migrator.prepared(std::move(m_plan));
}

schema::Verdict Survey::look()
{
    bool const is_there = m_migrator.connect(driver::Access::read);
    auto const present = is_there ? store::read_objects(m_migrator.session, m_catalog) : Objects{};
    auto verdict = schema::judge(expectation(present), present);
    for (auto const &source : m_sources) {
        if (source.kind != Kind::sql) {
            verdict.unchecked.push_back(uncheckable(source));
        }
    }
    sort(verdict.undone);
    sort(verdict.unchecked);
    return verdict;
}

void Survey::sort(std::vector<Problem> &problems) const
{
    std::ranges::stable_sort(problems, {}, [this](Problem const &problem) {
        auto const file = std::ranges::find(m_sources, problem.place.path, &Source::path);
        return std::pair{file - m_sources.begin(), problem.place.line};
    });
}

Expectation Survey::expectation(Objects const &present)
{
    if (auto const where = m_catalog.scratch(); !where.empty()) {
        auto const scratch = find_driver(m_migrator.dialect.name()).make(where);
        scratch->watch(m_migrator.options.stop);
        return rehearse(m_plan.steps, *scratch, m_catalog);
    }
    auto path = store::read_search_path(m_migrator.session, m_catalog);
    bool const has_own = present.contains({.kind = ObjectKind::schema, .name = path.user});
    std::vector<std::shared_ptr<Script const>> scripts;
    std::ranges::transform(m_plan.steps, std::back_inserter(scripts), &Step::script);
    return schema::expectation(scripts,
                               {.path = std::move(path.schemas),
                                .own = has_own ? std::move(path.user) : std::string{},
                                .may_know_more = path.server == 0 || path.server > schema::parser_version});
}

} // namespace gander
