#pragma once
/// Statements for whom a rough look is enough.

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace gander::schema {

/// Every word in it, in literals and comments too, as it is written and in lower case.
std::set<std::string, std::less<>> words_of(std::string_view text);

/// What a statement is called in messages: INSERT, CREATE ROLE.
std::string headline(std::string_view text);

} // namespace gander::schema
