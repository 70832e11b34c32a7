#pragma once
/// libpq's errors → Diagnostic and one line of text.

#include "driver/postgres/handles.hpp"

#include <gander/report.hpp>

#include <string>
#include <string_view>

namespace gander::driver::postgres {

/// Of an error or a notice. Where the server said nothing (the connection broke), libpq's own words.
Diagnostic diagnostic(PGresult const *result);

/// `ERROR: relation "t" already exists (SQLSTATE 42P07)`, as goose prints it.
std::string line(Diagnostic const &diagnostic);

/// libpq's text for a connection that did not come about, written with PQERRORS_VERBOSE: that is the only way
/// to learn the SQLSTATE, whatever language the server speaks. The message becomes one line.
Diagnostic connect_diagnostic(std::string_view text);

} // namespace gander::driver::postgres
