#pragma once
#include <string>
#include <string_view>

namespace gander::source {

std::string_view sql_template();             ///< both directions, each with a statement that does nothing
std::string_view first_migration_template(); ///< the same under a comment that explains the format
std::string go_template(std::string_view camel_name); ///< for goose's Go API

} // namespace gander::source
