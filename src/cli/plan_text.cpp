#include "cli/plan_text.hpp"

#include "cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gander::cli {

namespace {

std::string headline(Plan const &plan, bool versioning)
{
    auto const count = counted(plan.steps.size(), "step");
    auto const nothing = plan.after.empty() ? "nothing to run" : "no migrations to run";
    if (!versioning) {
        return plan.steps.empty() ? nothing : fmt::format("{}, without versions", count);
    }
    if (plan.steps.empty()) {
        return fmt::format("{}: the database is at version {}", nothing, plan.to);
    }
    return fmt::format("{} from version {} to version {}", count, plan.from, plan.to);
}

std::string step_line(Step const &step)
{
    auto const way = step.source.kind == Kind::after   ? "then"
                     : step.direction == Direction::up ? "up"
                                                       : "down";
    auto const tx = step.tx == TxMode::none ? ", not in a transaction" : "";
    auto const work = step.source.kind == Kind::function ? std::string("a function")
                      : step.statements().empty()        ? std::string("nothing to run")
                                                         : counted(step.statements().size(), "statement");
    return fmt::format("{:<4} {} ({}{})", way, file_name(step.source), work, tx);
}

/// What has to follow a statement for the next one not to run into it: a block between StatementBegin and
/// StatementEnd needs no semicolon of its own. One too many does no harm, so a last line that may hold a
/// comment gets another one below it.
std::string_view terminator(Statement const &statement)
{
    auto const text = statement.text;
    if (statement.copy_data && text.find(';') != std::string_view::npos) {
        return ""; // the rows begin on the next line
    }
    auto const last_line = text.substr(text.rfind('\n') + 1);
    if (last_line.find("--") != std::string_view::npos) {
        return "\n;";
    }
    auto const end = text.find_last_not_of(" \t\r");
    return end != std::string_view::npos && text[end] == ';' ? "" : ";";
}

void add_statements(std::string &text, Step const &step)
{
    for (auto const &statement : step.statements()) {
        text += statement.text;
        text += terminator(statement);
        text += '\n';
        if (statement.copy_data) {
            text += *statement.copy_data;
            text +=
                statement.copy_data->empty() || statement.copy_data->ends_with('\n') ? "\\.\n" : "\n\\.\n";
        }
    }
}

constexpr std::array<std::string_view, 5> head = {"Type", "Txn", "Up", "Down", "Name"};
constexpr std::array<std::string_view, 5> rule = {"────", "───", "──", "────", "────"};
using Cells = std::array<std::string, 5>;

/// In characters.
std::size_t width(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

Cells cells(FileSummary const &file)
{
    auto const name = file_name(file.source);
    return {name.substr(name.rfind('.') + 1), file.tx == TxMode::transaction ? "✔" : "✘",
            fmt::to_string(file.up), fmt::to_string(file.down), name};
}

} // namespace

std::string plan_text(Plan const &plan, bool with_sql, bool versioning)
{
    auto const comment = with_sql ? "-- " : "";
    auto text = fmt::format("{}{}\n", comment, headline(plan, versioning));
    auto const add = [&](Step const &step) {
        text += fmt::format("{}{}{}\n", with_sql ? "\n" : "  ", comment, step_line(step));
        if (with_sql) {
            add_statements(text, step);
        }
    };
    std::ranges::for_each(plan.steps, add);
    std::ranges::for_each(plan.after, add);
    return text;
}

std::string file_table(std::vector<FileSummary> const &files)
{
    std::vector<Cells> rows(2);
    std::ranges::copy(head, rows[0].begin());
    std::ranges::copy(rule, rows[1].begin());
    std::ranges::transform(files, std::back_inserter(rows), cells);
    std::array<std::size_t, 5> widths{};
    for (auto const &row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], width(row[i]));
        }
    }
    std::string text;
    for (auto const &row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += row[i] + std::string(widths[i] - width(row[i]) + 3, ' ');
        }
        text += '\n';
    }
    return text;
}

} // namespace gander::cli
