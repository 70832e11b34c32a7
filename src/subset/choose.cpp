#include "subset/choose.hpp"

#include "subset/footprint.hpp"
#include "subset/want.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gander::subset {

namespace {

class Chooser
{
public:
    Chooser(std::span<Candidate const> candidates, std::span<std::string const> tables)
        : m_candidates(candidates), m_tables(tables), m_footprints(candidates), m_why(candidates.size())
    {
    }

    Subset choose()
    {
        Want const want{m_candidates, m_tables, m_footprints};
        for (std::size_t i = 0; i < m_candidates.size(); ++i) {
            keep(i, want.reason(i));
        }
        while (!m_open.empty()) {
            auto const later = m_open.back();
            m_open.pop_back();
            keep_for(later);
        }
        return take();
    }

private:
    void keep(std::size_t i, std::string why)
    {
        if (m_why[i].empty() && !why.empty()) {
            m_why[i] = std::move(why);
            m_open.push_back(i);
        }
    }

    void keep_for(std::size_t later)
    {
        auto const &footprints = m_footprints.all();
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            if (!m_why[earlier].empty()) {
                continue;
            }
            if (auto const name = conflict(footprints[earlier], footprints[later])) {
                keep(earlier, because(*name, m_candidates[later].source.version));
            }
        }
    }

    static std::string because(std::string const &name, Version later)
    {
        return name.starts_with('%') || name == "anything"
                   ? fmt::format("version {} may depend on it", later)
                   : fmt::format("version {} depends on {}", later, name);
    }

    Subset take() const
    {
        Subset subset;
        for (std::size_t i = 0; i < m_candidates.size(); ++i) {
            auto const &source = m_candidates[i].source;
            if (m_why[i].empty()) {
                subset.left_out.push_back({source, left_out(m_candidates[i].touches)});
            } else {
                subset.kept.push_back({source, m_why[i]});
            }
        }
        return subset;
    }

    static std::string left_out(Touches const &touches)
    {
        auto names = touches.written;
        for (auto const &[name, how] : touches.uses) {
            if ((how & rows) != 0) {
                names.insert(name);
            }
        }
        std::erase_if(names, [all = names](auto const &name) { // what goes with a table says nothing new
            return std::ranges::any_of(all, [&](auto const &other) { return name.starts_with(other + '_'); });
        });
        return names.empty()
                   ? "changes nothing that is kept"
                   : fmt::format("changes {}, on which nothing kept depends", fmt::join(names, ", "));
    }

    std::span<Candidate const> m_candidates;
    std::span<std::string const> m_tables;
    Footprints m_footprints;
    std::vector<std::string> m_why; ///< it is kept
    std::vector<std::size_t> m_open{};
};

} // namespace

Subset choose(std::span<Candidate const> candidates, std::span<std::string const> tables)
{
    return Chooser{candidates, tables}.choose();
}

} // namespace gander::subset
