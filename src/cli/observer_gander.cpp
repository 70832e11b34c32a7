#include "cli/observer_gander.hpp"

#include "cli/output.hpp"
#include "cli/settings.hpp"
#include "cli/summary.hpp"
#include "report/text.hpp"

#include <fmt/format.h>

namespace gander::cli {

namespace {

/// Every line but the first, so that one notice looks like one.
void indent(std::string &text, std::string_view blanks)
{
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
        text.insert(at + 1, blanks);
    }
}

} // namespace

void GanderObserver::on_step(Step const &step) { m_file = file_name(step.source); }

void GanderObserver::on_begin(Step const &step)
{
    if (step.tx == TxMode::transaction) {
        detail("begin transaction");
    }
}

/// What is sent may hold secrets, the file does not.
void GanderObserver::on_statement(Step const &step, Statement const &statement)
{
    if (m_settings.verbose) {
        detail(report::shown_statement(step.source_of(statement)));
    }
}
void GanderObserver::on_commit(Step const &) { detail("commit transaction"); }
void GanderObserver::on_rollback(Step const &) { detail("roll back transaction"); }

void GanderObserver::on_notice(Diagnostic const &notice)
{
    auto shown = notice;
    indent(shown.message, "  ");
    indent(shown.detail, "    "); // below a line that is indented itself
    indent(shown.hint, "    ");
    auto const line = report::notice_line(shown);
    complain(m_file.empty() ? line : fmt::format("{}: {}", m_file, line));
}

void GanderObserver::on_note(std::string_view text) { complain(fmt::format("gander: note: {}", text)); }

void GanderObserver::on_result(Result const &result)
{
    m_file.clear();
    if (m_results) {
        print_now(report::result_line(result));
    }
}

void GanderObserver::detail(std::string_view text) const
{
    if (m_settings.verbose) {
        auto const color = m_settings.color && is_terminal_error();
        complain(color ? fmt::format("\033[90m{}\033[0m", text) : std::string(text));
    }
}

} // namespace gander::cli
