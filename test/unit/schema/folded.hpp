#pragma once
/// Texts of files, each one statement to the fold, and what it makes of them.

#include "schema/fold.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace gander::schema {

inline std::shared_ptr<Script const> script(std::string text, std::string path = "m/1.sql")
{
    auto made = std::make_shared<Script>();
    made->path = std::move(path);
    made->text = std::move(text);
    made->statements = {{.text = made->text, .line = 1, .column = 1}};
    return made;
}

inline Expectation fold(std::vector<std::string> const &files, Names const &names = {.path = {"public"}})
{
    std::vector<std::shared_ptr<Script const>> scripts;
    for (auto const &file : files) {
        scripts.push_back(script(file, "m/" + std::to_string(scripts.size() + 1) + ".sql"));
    }
    return expectation(scripts, names);
}

/// In alphabetical order; what may be gone with a question mark.
inline std::vector<std::string> objects(Expectation const &expected)
{
    std::vector<std::string> words;
    for (auto const &each : expected.objects) {
        words.push_back(to_string(each.object) + (each.doubtful ? "?" : ""));
    }
    std::ranges::sort(words);
    return words;
}

inline std::vector<std::string> unchecked(Expectation const &expected)
{
    std::vector<std::string> words;
    for (auto const &problem : expected.unchecked) {
        words.push_back(problem.message.substr(0, problem.message.find(':')));
    }
    return words;
}

} // namespace gander::schema
