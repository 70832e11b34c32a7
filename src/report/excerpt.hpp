#pragma once
#include <gander/report.hpp>

#include <string>

namespace gander::report {

/// `path:line:column`, as far as it is known.
std::string location(Place const &place);

/// The line with its number, and a caret under the column (`length` bytes of it underlined), each indented by
/// two and beginning with a newline. Empty when the line is not known; without the caret when column is 0.
/// Long lines are cut around the column, tabs become blanks.
std::string excerpt(Place const &place, int length);

/// `text` with every line but the first indented by `blanks`.
std::string indented(std::string const &text, std::size_t blanks);

} // namespace gander::report
