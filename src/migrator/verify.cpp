/// Whether a database has what its migrations made, or what somebody says that it needs. Reads only.

#include "migrator/survey.hpp"
#include "schema/wanted.hpp"
#include "store/catalog.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace gander {

namespace {

Version highest(History const &history)
{
    auto const applied = applied_versions(history);
    return applied.empty() ? 0 : *applied.rbegin();
}

Problem pending(Source const &source)
{
    return {.kind = ProblemKind::schema,
            .place = {.path = source.path},
            .message = fmt::format("version {} is not applied", source.version)};
}

/// Newer files have been run, as in a rolling update, or old ones are gone. What they make and drop is not
/// known here.
std::vector<Problem> without_file(std::vector<Source> const &sources, History const &history)
{
    auto versions = applied_versions(history);
    versions.erase(0);
    for (auto const &source : sources) {
        versions.erase(source.version);
    }
    std::vector<Problem> problems;
    std::ranges::transform(versions, std::back_inserter(problems), [](Version version) {
        return Problem{.severity = Severity::warning,
                       .kind = ProblemKind::schema,
                       .message = fmt::format("version {} is applied and has no file here", version)};
    });
    return problems;
}

/// Without versioning nothing tells what is applied: all of it has to be there.
std::vector<Source> take_pending(std::vector<Source> &sources, History const &history)
{
    auto const applied = applied_versions(history);
    auto const is_pending = [&](Source const &source) { return !applied.contains(source.version); };
    std::vector<Source> waiting;
    std::ranges::copy_if(sources, std::back_inserter(waiting), is_pending);
    std::erase_if(sources, is_pending);
    return waiting;
}

} // namespace

Verification Migrator::verify()
{
    auto &migrator = *m_impl;
    auto sources = plan::eligible(migrator.set().sources(), {});
    auto const history = migrator.read_history();
    Verification result{.version = highest(history)};
    auto const strange =
        migrator.options.versioning ? without_file(sources, history) : std::vector<Problem>{};
    auto const waiting = migrator.options.versioning ? take_pending(sources, history) : std::vector<Source>{};
    Survey survey{migrator, std::move(sources)};
    survey.prepare();
    migrator.persist(driver::Access::read, [&] {
        auto verdict = survey.look();
        result.found = verdict.found;
        result.missing = std::move(verdict.missing);
        result.undone = std::move(verdict.undone);
        result.unchecked = std::move(verdict.unchecked);
    });
    std::ranges::copy(strange, std::back_inserter(result.unchecked));
    std::ranges::transform(waiting, std::back_inserter(result.missing), pending);
    result.peer = migrator.session.peer();
    return result;
}

Verification Migrator::verify(SchemaExpectation const &expected)
{
    auto &migrator = *m_impl;
    schema::require_names(expected); // what is wrong with the call needs no database
    Verification result;
    bool const is_there = migrator.connect(driver::Access::read);
    migrator.persist(driver::Access::read, [&] {
        auto const &catalog = migrator.dialect.catalog();
        auto const query = catalog.search_path();
        auto const objects = is_there ? store::read_objects(migrator.session, catalog) : Objects{};
        auto const path = is_there && !query.empty()
                              ? store::read_search_path(migrator.session, catalog).schemas
                              : std::vector<std::string>{};
        result = {};
        schema::look_for(expected, objects, path, result);
    });
    if (migrator.options.versioning) {
        result.version = highest(migrator.read_history());
    }
    if (expected.version && result.version == *expected.version) {
        ++result.found;
    } else if (expected.version) {
        auto const place = expected.places.find("/version");
        result.missing.push_back({.kind = ProblemKind::schema,
                                  .place = place == expected.places.end() ? Place{} : place->second,
                                  .message = fmt::format("version {} is not there: the database is at {}",
                                                         *expected.version, result.version)});
    }
    result.peer = migrator.session.peer();
    return result;
}

} // namespace gander
