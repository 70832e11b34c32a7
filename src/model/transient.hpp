#pragma once
#include <gander/error.hpp>

#include <string_view>

namespace gander {

/// Whether time alone can heal an error. `state` is the SQLSTATE that came with it, or SQLite's extended
/// result code; empty when there was none. A code that says something outweighs `code`: a wrong password is
/// met while connecting, and stays wrong.
bool is_transient(Errc code, std::string_view state) noexcept;

} // namespace gander
