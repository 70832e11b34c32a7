#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gander {

/// What a `.env` file says, in its order; a name that is given twice stands once, with its last value.
struct EnvFile
{
    std::vector<std::pair<std::string, std::string>> variables{};
    std::string error{}; ///< why the file cannot be used, without anything that may be a value; then no
                         ///< variable of it counts
    int line = 0;        ///< where the error is, if it is in the text
};

/// Reads goose's kind of `.env` text: `NAME=value`, `NAME: value`, `export NAME=…`, comments, both quotes,
/// and `$NAME` for names that stand higher up in the same text.
EnvFile parse_env(std::string_view text);

/// The same from a file: `open nofile.env: no such file or directory` when there is none, and errors in its
/// text behind `nofile.env:7: `.
EnvFile read_env_file(std::string const &path);

} // namespace gander
