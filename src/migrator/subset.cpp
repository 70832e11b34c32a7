/// Migrations for some of the tables only.

#include "migrator/drivers.hpp"
#include "migrator/migration_set.hpp"
#include "model/sources.hpp"
#include "sql/parse.hpp"
#include "subset/choose.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace gander {

namespace {

subset::Candidate read(Source const &source, MigrationSet::Impl const &set, Syntax const &syntax,
                       std::vector<Problem> &errors)
{
    if (source.kind != Kind::sql) {
        auto const *const why = source.kind == Kind::go ? "is a Go migration" : "is a function";
        return {source, subset::anything(why, source.path)};
    }
    auto parsed = sql::parse(source.path, set.read(source), {.syntax = syntax});
    std::ranges::copy_if(parsed.problems, std::back_inserter(errors),
                         [](Problem const &problem) { return problem.severity == Severity::error; });
    return {source, parsed.script ? subset::touches(*parsed.script) : subset::Touches{}};
}

} // namespace

Subset MigrationSet::keep_tables(std::span<std::string const> tables)
{
    if (tables.empty()) {
        throw Error(Errc::usage, "a subset needs the name of a table");
    }
    auto const syntax = dialect_of(find_driver("postgres")).syntax();
    std::vector<subset::Candidate> candidates;
    std::vector<Problem> errors;
    auto const all = sources();
    require_unique(all);
    std::ranges::transform(all, std::back_inserter(candidates),
                           [&](auto const &source) { return read(source, *m_impl, syntax, errors); });
    if (!errors.empty()) {
        throw ParseError(std::move(errors));
    }
    auto subset = subset::choose(candidates, tables);
    std::set<Version> gone;
    std::ranges::transform(subset.left_out, std::inserter(gone, gone.end()),
                           [](Choice const &choice) { return choice.source.version; });
    std::erase_if(m_impl->files, [&](Source const &file) { return gone.contains(file.version); });
    m_impl->after.clear();
    return subset;
}

} // namespace gander
