#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gander {

/// `\n` and `\r` become line ends; any other escaped character but `$` loses its backslash.
std::string expand_escapes(std::string_view text);

/// Replaces `$NAME` and `${NAME}` (capitals, digits, underscores) by the variable's value, or by nothing when
/// it is not among them. `\$` is a dollar sign.
std::string expand_variables(std::string_view text,
                             std::vector<std::pair<std::string, std::string>> const &variables);

} // namespace gander
