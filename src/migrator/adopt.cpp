/// Taking over a database that something else has migrated: look, then record.

#include "migrator/locking.hpp"
#include "migrator/survey.hpp"

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

class Adopter
{
public:
    Adopter(Migrator::Impl &migrator, Version version)
        : m_migrator(migrator), m_survey(migrator, chosen(migrator.set(), version))
    {
        m_result.version = version;
        std::ranges::transform(m_survey.sources(), std::back_inserter(m_versions), &Source::version);
    }
    Adopter(Adopter const &) = delete;
    Adopter &operator=(Adopter const &) = delete;
    ~Adopter() { unlock(); }

    Adoption perform()
    {
        store::require_untracked(m_migrator.read_history());
        m_survey.prepare();
        m_migrator.persist(driver::Access::read, [this] { examine(); });
        if (m_result.missing.empty() && m_result.undone.empty()) {
            m_migrator.connect(driver::Access::write);
            m_migrator.persist(driver::Access::write, [this] { record(); });
            m_result.adopted = m_survey.sources();
        }
        m_result.peer = m_migrator.session.peer();
        return std::move(m_result);
    }

private:
    void examine()
    {
        auto verdict = m_survey.look();
        m_result.found = verdict.found;
        m_result.missing = std::move(verdict.missing);
        m_result.undone = std::move(verdict.undone);
        m_result.unchecked = std::move(verdict.unchecked);
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
            m_lock = choose_lock(m_migrator, m_survey.plan());
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
    Survey m_survey;
    std::vector<Version> m_versions{};
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
