#pragma once
#include <string>
#include <string_view>

namespace gander::source {

/// A migration's name as its file carries it: `Add users, please` → `add_users_please`. Letters and digits of
/// every script stay, in lower case; each run of anything else becomes one `_`, as goose does it: one at the
/// start is dropped, and at the end only a single character leaves its `_`.
std::string snake_case(std::string_view name);

/// The same words as a Go identifier's end: `AddUsersPlease`.
std::string camel_case(std::string_view name);

} // namespace gander::source
