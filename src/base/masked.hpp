#pragma once
#include <string>
#include <string_view>

namespace gander {

/// Any word that may be a connection string, of whatever database, with everything in it that may be a
/// password or a token replaced by xxxxx. It rather hides too much.
std::string without_secrets(std::string_view text);

/// Whether a parameter of this name holds a secret: password, PWD, sslpassword, authToken, … What names a
/// file with a secret does not.
bool names_secret(std::string_view name);

} // namespace gander
