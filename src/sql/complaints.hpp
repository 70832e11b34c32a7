#pragma once
/// The problems of one file, as they are found.

#include <gander/report.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gander::sql {

/// Where to underline.
struct Spot
{
    int line = 0;   ///< from 1
    int column = 1; ///< from 1
    int length = 1; ///< bytes
};

class Complaints
{
public:
    void error(Spot const &spot, std::string message, std::string hint);
    void warning(Spot const &spot, std::string message, std::string hint);
    bool any_error() const noexcept;

    /// In order of place, with the path and the lines' text filled in.
    std::vector<Problem> take(std::string const &path, std::string_view file);

private:
    void add(Severity severity, Spot const &spot, std::string message, std::string hint);

    std::vector<Problem> m_problems{};
};

} // namespace gander::sql
