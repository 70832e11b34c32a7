/// Taking over a database that something else has migrated: look, then record.

#include "migrator/drivers.hpp"
#include "migrator/locking.hpp"
#include "migrator/rehearse.hpp"
#include "schema/fold.hpp"
#include "schema/judge.hpp"
#include "store/catalog.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace gander {

namespace {

/// Every source up to `version`, in order.
std::vector<Source> chosen(MigrationSet::Impl const &set, Version version)
{
    auto sources = plan::eligible(set.sources(), {.target = version});
    if (sources.back().version != version) {
        throw Error(Errc::version_not_found, fmt::format("no migration has version {}", version),
                    fmt::format("the one before it has version {}", sources.back().version), version);
    }
    return sources;
}

Problem uncheckable(Source const &source)
{
    return {.severity = Severity::warning,
            .kind = ProblemKind::schema,
            .place = {.path = source.path},
            .message = source.kind == Kind::go ? "a Go migration: what it does cannot be looked for"
                                               : "a function: what it does cannot be looked for"};
}

class Adopter
{
public:
    Adopter(Migrator::Impl &migrator, Version version)
        : m_migrator(migrator), m_catalog(migrator.dialect.catalog()),
          m_sources(chosen(migrator.set(), version))
    {
        m_result.version = version;
        std::ranges::transform(m_sources, std::back_inserter(m_versions), &Source::version);
    }
    Adopter(Adopter const &) = delete;
    Adopter &operator=(Adopter const &) = delete;
    ~Adopter() { unlock(); }

    Adoption perform()
    {
        store::require_untracked(m_migrator.read_history());
        prepare();
        m_migrator.persist(driver::Access::read, [this] { examine(); });
        if (m_result.missing.empty() && m_result.undone.empty()) {
            m_migrator.connect(driver::Access::write);
            m_migrator.persist(driver::Access::write, [this] { record(); });
            m_result.adopted = m_sources;
        }
        m_result.peer = m_migrator.session.peer();
        return std::move(m_result);
    }

private:
    void prepare()
    {
        for (auto const &source : m_sources) {
            if (source.kind == Kind::sql) {
                m_plan.steps.push_back({.source = source});
            }
        }
        m_plan = m_migrator.prepared(std::move(m_plan));
    }

    void examine()
    {
        bool const is_there = m_migrator.connect(driver::Access::read);
        auto const present = is_there ? store::read_objects(m_migrator.session, m_catalog) : Objects{};
        auto verdict = schema::judge(expectation(present), present);
        m_result.found = verdict.found;
        m_result.missing = std::move(verdict.missing);
        m_result.undone = std::move(verdict.undone);
        m_result.unchecked = std::move(verdict.unchecked);
        for (auto const &source : m_sources) {
            if (source.kind != Kind::sql) {
                m_result.unchecked.push_back(uncheckable(source));
            }
        }
        sort(m_result.undone);
        sort(m_result.unchecked);
    }

    void sort(std::vector<Problem> &problems) const
    {
        std::ranges::stable_sort(problems, {}, [this](Problem const &problem) {
            auto const file = std::ranges::find(m_sources, problem.place.path, &Source::path);
            return std::pair{file - m_sources.begin(), problem.place.line};
        });
    }

    Expectation expectation(Objects const &present)
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
        return schema::expectation(
            scripts, {.path = std::move(path.schemas),
                      .own = has_own ? std::move(path.user) : std::string{},
                      .may_know_more = path.server == 0 || path.server > schema::parser_version});
    }

    /// Begun anew after a lost connection: then a COMMIT that was sent may have been heard.
    void record()
    {
        m_migrator.session.claim();
        do {
            obtain();
            if (m_sent && is_recorded()) {
                return;
            }
            store::require_untracked(m_migrator.history());
        } while (!m_locked);
        stamp();
        if (!is_recorded()) {
            throw Error(Errc::history, "the version table does not say what was recorded in it");
        }
    }

    /// The same lock each time: a lease is ours by its owner's name.
    void obtain()
    {
        if (!m_lock) {
            m_lock = choose_lock(m_migrator, m_plan);
        }
        m_locked = obtain_lock(*m_lock, m_migrator, [](History const &past) {
            return Plan{.steps = std::vector<Step>(store::is_tracked(past) ? 0 : 1)};
        });
        m_migrator.table.hold();
    }

    void stamp()
    {
        bool const sent_before = std::exchange(m_sent, true);
        try {
            m_migrator.table.stamp(m_versions, m_lock->check(), m_lock->renew());
        } catch (Error const &error) {
            // Under a lease an earlier COMMIT of ours may be heard only now.
            if (error.code() != Errc::already_applied || !sent_before || !is_recorded()) {
                throw;
            }
        }
    }

    bool is_recorded()
    {
        auto applied = applied_versions(m_migrator.history());
        applied.erase(0);
        return std::ranges::equal(applied, m_versions);
    }

    void unlock() noexcept
    {
        if (std::exchange(m_locked, false)) {
            m_lock->release();
        }
    }

    Migrator::Impl &m_migrator;
    dialect::Catalog const &m_catalog;
    std::vector<Source> m_sources;
    std::vector<Version> m_versions{};
    Plan m_plan{}; ///< the files
    std::unique_ptr<lock::Lock> m_lock{};
    bool m_locked = false;
    bool m_sent = false; ///< what is to be recorded, perhaps in vain
    Adoption m_result{};
};

} // namespace

Adoption Migrator::adopt(Version version)
{
    if (!m_impl->options.versioning) {
        throw Error(Errc::usage, "adopt records versions, which -no-versioning forbids");
    }
    return Adopter{*m_impl, version}.perform();
}

} // namespace gander
