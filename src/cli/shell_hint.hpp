#pragma once
#include <string>
#include <string_view>

namespace gander::cli {

/// For a line that begins with a shell, as the commands of services do whose image was another one: what to
/// write instead. Empty for any other word.
std::string shell_hint(std::string_view first_word);

} // namespace gander::cli
