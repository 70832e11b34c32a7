#include "migrator/drivers.hpp"
#include "source/source.hpp"
#include "sql/check.hpp"
#include "sql/parse.hpp"

#include <gander/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>

namespace gander {

namespace fs = std::filesystem;

namespace {

/// Every file directly in a directory, or the one file, in order of path.
std::vector<fs::path> candidates(fs::path const &path)
{
    std::error_code error;
    auto const status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) {
        throw Error(Errc::no_directory, fmt::format("stat {}: no such file or directory", path.string()));
    }
    if (error) { // a folder above it keeps its names to itself
        source::throw_unreadable(path.string(), error.value());
    }
    if (!fs::is_directory(status)) {
        return {path};
    }
    std::vector<fs::path> files;
    for (auto const &name : source::names_in(path.string())) {
        if (name != "." && name != "..") {
            files.push_back((path / name).lexically_normal());
        }
    }
    std::ranges::sort(files);
    return files;
}

Problem problem(fs::path const &file, ProblemKind kind, std::string message, std::string hint,
                std::string goose)
{
    return {.kind = kind,
            .place = {.path = file.string()},
            .message = std::move(message),
            .hint = std::move(hint),
            .goose = std::move(goose)};
}

class Validator
{
public:
    Validator(Syntax const &syntax, ValidateOptions const &options)
        : m_syntax(syntax), m_goose(options.goose), m_after_steps(options.after_steps)
    {
    }

    void look_at(fs::path const &file)
    {
        if (m_after_steps && source::is_after(file.native())) {
            return add_after(source::after_step(file.string()));
        }
        auto classified = source::classify(file.string());
        if (!classified.error.empty()) {
            m_result.problems.push_back(
                problem(file, ProblemKind::name, "the file name gives no version: " + classified.error,
                        "name it VERSION_name.sql, or move it out of the directory", classified.error));
        }
        if (!classified.source) {
            return;
        }
        auto &source = *classified.source;
        auto const [twin, fresh] = m_versions.try_emplace(source.version, source.path);
        if (!fresh) {
            auto const message = fmt::format("version {} is also that of {}", source.version, twin->second);
            m_result.problems.push_back(problem(file, ProblemKind::duplicate, message,
                                                "give one of the two files a version of its own", {}));
        }
        if (source.kind == Kind::go) {
            add_go(std::move(source));
        } else {
            add_sql(std::move(source));
        }
    }

    Validation take() { return std::move(m_result); }

private:
    void add_go(Source source)
    {
        auto warning = problem(source.path, ProblemKind::lint,
                               "a Go migration: only the Go program it is built into can run it",
                               "rewrite it as SQL, or run it with that program", {});
        warning.severity = Severity::warning;
        m_result.problems.push_back(std::move(warning));
        m_result.files.push_back({.source = std::move(source)});
    }

    void add_sql(Source source)
    {
        auto const text = read(source);
        if (!text) {
            return;
        }
        auto checked = sql::check(source.path, *text, {.syntax = m_syntax, .goose = m_goose});
        std::ranges::move(checked.problems, std::back_inserter(m_result.problems));
        if (checked.readable) {
            checked.summary.source = std::move(source);
            m_result.files.push_back(std::move(checked.summary));
        }
    }

    void add_after(Source source)
    {
        auto text = read(source);
        if (!text) {
            return;
        }
        auto parsed = sql::parse_after(source.path, *std::move(text), {.syntax = m_syntax});
        std::ranges::move(parsed.problems, std::back_inserter(m_result.problems));
        if (parsed.script) {
            auto const count = static_cast<int>(parsed.script->statements.size());
            m_result.files.push_back({.source = std::move(source), .up = count});
        }
    }

    /// Empty for a file that cannot be read, which is a problem then.
    std::optional<std::string> read(Source const &source)
    {
        try {
            return source::read(source.path);
        } catch (Error const &error) {
            m_result.problems.push_back(
                problem(source.path, ProblemKind::unreadable, error.what(), error.hint(), error.what()));
            return {};
        }
    }

    Syntax m_syntax;
    bool m_goose;
    bool m_after_steps;
    std::map<Version, std::string> m_versions{};
    Validation m_result{};
};

} // namespace

Validation validate(fs::path const &path, ValidateOptions const &options)
{
    Validator validator{dialect_of(find_driver(options.dialect)).syntax(), options};
    for (auto const &file : candidates(path)) {
        validator.look_at(file);
    }
    return validator.take();
}

} // namespace gander
