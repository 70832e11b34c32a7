#pragma once
#include <stop_token>
#include <string>
#include <string_view>

namespace gander::cli {

void print(std::string_view text);       ///< a line to stdout, with others behind it
void print_now(std::string_view text);   ///< a line to stdout that somebody may be waiting for
void complain(std::string_view text);    ///< a line to stderr
void write_out(std::string_view text);   ///< as it is, to stdout
void write_error(std::string_view text); ///< as it is, to stderr

/// goose's log: a line to stderr behind the local time. Text of several lines has it before the first only.
void log_line(std::string_view text);

/// Once stop is requested, whoever does not read what is written is no longer waited for.
void give_up_output_after(std::stop_token stop);

/// False when something could not be written to stdout: a full disk, a closed pipe.
bool flush_output();

bool is_terminal_out();
bool is_terminal_error();

} // namespace gander::cli
