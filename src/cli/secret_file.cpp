#include "cli/secret_file.hpp"

#include "base/file.hpp"
#include "cli/environment.hpp"

#include <gander/gander.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace gander::cli {

namespace {

constexpr std::string_view hidden = "xxxxx";
constexpr std::string_view password_file = "PGPASSWORD_FILE";

[[noreturn]] void refuse(std::string_view variable, std::string const &path, std::string_view why)
{
    auto const name = shown_path(variable, path);
    if (name == hidden) {
        throw Error(
            Errc::usage, fmt::format("{}: the file that it names {}", variable, why),
            "it takes the path of a file; one that does not begin with / or ./ is not shown, since it "
            "may be the password itself");
    }
    throw Error(Errc::usage, fmt::format("{}: {} {}", variable, name, why),
                fmt::format("see to it that the file is there and can be read, or unset {}", variable));
}

/// An editor's or echo's. What stands before it may belong to the secret.
void drop_line_end(std::string &text)
{
    if (text.ends_with('\n')) {
        text.pop_back();
        if (text.ends_with('\r')) {
            text.pop_back();
        }
    }
}

} // namespace

std::string shown_path(std::string_view variable, std::string_view value)
{
    constexpr auto beginnings = std::to_array<std::string_view>({"/", "./", "../"});
    auto const is_path = std::ranges::any_of(
        beginnings, [&](std::string_view beginning) { return value.starts_with(beginning); });
    auto const bare_password = variable == password_file && !value.empty() && !is_path;
    return bare_password ? std::string(hidden) : masked(value);
}

std::string read_secret(std::string_view variable, std::string const &path)
{
    auto [text, error] = read_file(path);
    if (!error.empty()) { // `open PATH: no such file or directory`
        refuse(variable, path, fmt::format("cannot be read: {}", error.substr(error.rfind(": ") + 2)));
    }
    drop_line_end(text);
    if (text.empty()) {
        refuse(variable, path, "is empty");
    }
    if (text.find('\0') != std::string::npos) {
        refuse(variable, path, "holds a NUL byte, which no connection string or password can");
    }
    return text;
}

void provide_password(std::string_view driver)
{
    auto const through_libpq = std::ranges::any_of(
        drivers(), [&](DriverWord const &each) { return each.word == driver && each.driver == "libpq"; });
    auto const path = variable(password_file);
    if (through_libpq && !path.empty() && variable("PGPASSWORD").empty()) {
        // In our own environment: neither an argument nor a connection string that a message may show.
        ::setenv("PGPASSWORD", read_secret(password_file, path).c_str(), 1);
    }
}

} // namespace gander::cli
