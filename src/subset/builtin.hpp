#pragma once
/// What PostgreSQL itself has, as far as migrations are known to use it harmlessly.

#include <string_view>

namespace gander::subset {

/// A function that looks at its arguments and nothing else, or at most at the clock or a sequence.
bool is_builtin_function(std::string_view name);

/// One whose first argument names a sequence or the like.
bool takes_name(std::string_view function);

bool is_builtin_type(std::string_view name);

/// regclass and its like, whose values are names.
bool is_name_type(std::string_view name);

/// A word that can stand before a parenthesis without being called.
bool is_syntax(std::string_view word);

} // namespace gander::subset
