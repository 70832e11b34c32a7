#pragma once
/// The engine's values as lines for people. No stream is written here: the caller knows where lines belong.

#include <gander/report.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace gander::report {

/// `OK   00001_x.sql (1.23ms)` or `EMPTY 00001_x.sql (…)`.
std::string result_line(Result const &result);

/// goose's one line for a failed step: `ERROR 00001_x.sql: failed to run SQL migration: …`.
std::string failure_line(Failure const &failure);

/// A failed step for people: `path:line:column: what`, the line with a caret, detail, hint.
std::string failure_block(Failure const &failure);

/// A problem in a file for people, in the same shape.
std::string problem_block(Problem const &problem);

/// A server's notice: `NOTICE: …`, with detail and hint on lines of their own.
std::string notice_line(Diagnostic const &notice);

/// `    Sun Nov 22 16:05:02 2026 -- 00001_apple.sql`: a row of goose's status table.
std::string status_line(Status const &status);
std::string_view status_head(); ///< the two lines above the rows, with a newline between them

/// `Sun Nov 22 16:05:02 2026`.
std::string ansic_time(TimePoint time);

/// A statement as goose quotes it in messages: without its comment lines and empty lines.
std::string shown_statement(std::string_view text);

} // namespace gander::report
