#include "cli/output.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <ctime>

namespace gander::cli {

namespace {

void put(std::FILE *stream, std::string_view text) { std::fwrite(text.data(), 1, text.size(), stream); }

/// With its end of line, unless it brings one. In one piece, so that lines of several processes stay whole.
void put_line(std::FILE *stream, std::string text)
{
    if (text.empty() || text.back() != '\n') {
        text += '\n';
    }
    put(stream, text);
}

} // namespace

void print(std::string_view text) { put_line(stdout, std::string(text)); }
void complain(std::string_view text)
{
    std::fflush(stdout); // what was done is told before what went wrong
    put_line(stderr, std::string(text));
}
void write_out(std::string_view text) { put(stdout, text); }
void write_error(std::string_view text) { put(stderr, text); }

void log_line(std::string_view text)
{
    auto const now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    put_line(stderr, fmt::format("{:%Y/%m/%d %H:%M:%S} {}", local, text));
}

bool flush_output() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

bool is_terminal_out() { return ::isatty(STDOUT_FILENO) == 1; }
bool is_terminal_error() { return ::isatty(STDERR_FILENO) == 1; }

} // namespace gander::cli
