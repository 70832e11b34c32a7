#pragma once
/// Secrets in files that a variable names.

#include <string>
#include <string_view>

namespace gander::cli {

/// The value of such a variable for people to see. Who takes NAME_FILE for NAME has written the secret itself
/// there: passwords in connection strings are masked, and what may be a bare password is not shown.
std::string shown_path(std::string_view variable, std::string_view value);

/// The whole of a file without one line end at its end. Throws Errc::usage, naming variable and path, for one
/// that cannot be read, is empty or holds a NUL byte.
std::string read_secret(std::string_view variable, std::string const &path);

/// Lets libpq find the password that PGPASSWORD_FILE names, as if PGPASSWORD held it; one that PGPASSWORD
/// holds comes first. Throws as read_secret() does. For drivers other than PostgreSQL's it does nothing.
void provide_password(std::string_view driver);

} // namespace gander::cli
