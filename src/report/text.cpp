#include "report/text.hpp"

#include "base/duration.hpp"
#include "base/quote.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace gander::report {

namespace {

std::string base_name(std::string const &path) { return path.substr(path.rfind('/') + 1); }

std::string_view take_line(std::string_view &text)
{
    auto const end = text.find('\n');
    auto const line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

/// What goose says a stage was about.
std::string stage_text(Failure const &failure)
{
    switch (failure.stage) {
    case Stage::begin:
        return "failed to begin transaction";
    case Stage::statement:
        return fmt::format("failed to execute SQL query {}", go_quoted(shown_statement(failure.statement)));
    case Stage::function:
        return "failed to run function";
    case Stage::record:
        return failure.step.direction == Direction::up ? "failed to insert new goose version"
                                                       : "failed to delete goose version";
    case Stage::commit:
        break;
    }
    return "failed to commit transaction";
}

} // namespace

std::string result_line(Result const &result)
{
    return fmt::format("{} {} ({})", result.empty ? "EMPTY" : "OK  ", base_name(result.step.source.path),
                       format_duration(round_duration(result.duration)));
}

std::string failure_line(Failure const &failure)
{
    auto const kind = failure.step.source.kind == Kind::function ? "function" : "SQL";
    return fmt::format("ERROR {}: failed to run {} migration: {}: {}", base_name(failure.step.source.path),
                       kind, stage_text(failure), failure.message);
}

std::string notice_line(Diagnostic const &notice)
{
    auto line = fmt::format("{}: {}", notice.severity, notice.message);
    if (!notice.detail.empty()) {
        line += fmt::format("\n  detail: {}", notice.detail);
    }
    if (!notice.hint.empty()) {
        line += fmt::format("\n  hint: {}", notice.hint);
    }
    return line;
}

std::string ansic_time(TimePoint time)
{
    return fmt::format("{:%a %b %e %H:%M:%S %Y}",
                       fmt::gmtime(std::chrono::floor<std::chrono::seconds>(time)));
}

std::string_view status_head()
{
    return "    Applied At                  Migration\n"
           "    =======================================";
}

std::string status_line(Status const &status)
{
    std::string when = "Pending";
    if (status.state != State::pending) {
        when = status.applied_at ? ansic_time(*status.applied_at) : "Applied";
    }
    auto const name = status.state == State::untracked
                          ? fmt::format("version {} (no file here)", status.source.version)
                          : base_name(status.source.path);
    return fmt::format("    {:<24} -- {}", when, name);
}

std::string shown_statement(std::string_view text)
{
    std::string shown;
    while (!text.empty()) {
        auto const newline = text.find('\n') != std::string_view::npos;
        auto const line = take_line(text);
        if (!line.starts_with("--") && !line.empty()) {
            shown += line;
            shown += newline ? "\n" : "";
        }
    }
    return shown;
}

} // namespace gander::report
