#pragma once
/// A look at whether what migrations make is there: what adopt and verify have in common.

#include "migrator/impl.hpp"
#include "schema/judge.hpp"

#include <vector>

namespace gander {

class Survey
{
public:
    /// `sources` in order of version.
    Survey(Migrator::Impl &migrator, std::vector<Source> sources);

    /// Reads and checks their files. Throws as prepare() does.
    void prepare();

    /// Reads what the database holds, and nothing else. What cannot be checked is named, functions and Go
    /// migrations too; all but what is missing in order of the files.
    schema::Verdict look();

    std::vector<Source> const &sources() const noexcept { return m_sources; }
    Plan const &plan() const noexcept { return m_plan; } ///< the files

private:
    Expectation expectation(Objects const &present);
    void sort(std::vector<Problem> &problems) const;

    Migrator::Impl &m_migrator;
    dialect::Catalog const &m_catalog;
    std::vector<Source> m_sources;
    Plan m_plan{};
};

} // namespace gander
