#include "exec/failure.hpp"

#include "model/script.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace gander::exec {

namespace {

/// N of `COPY name, line N…`, which is how PostgreSQL says which of the rows it does not like.
std::optional<int> copy_line(std::string_view context)
{
    constexpr std::string_view word = "COPY ";
    constexpr std::string_view sign = ", line ";
    while (!context.empty()) {
        auto const line = context.substr(0, context.find('\n'));
        auto const at = line.find(sign);
        int number = 0;
        if (line.starts_with(word) && at != std::string_view::npos) {
            auto const digits = line.substr(at + sign.size());
            auto const result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
            if (result.ec == std::errc{} && number > 0) {
                return number;
            }
        }
        context.remove_prefix(std::min(line.size() + 1, context.size()));
    }
    return {};
}

/// The row that the server complains of, where there is one.
std::optional<Place> copy_row(Script const &script, std::size_t statement, Diagnostic const &diagnostic)
{
    if (!script.statements[statement].copy_data) {
        return {};
    }
    auto const number = copy_line(diagnostic.context);
    if (!number) {
        return {};
    }
    auto const line = script.last_line(statement) + *number;
    auto const text = script.line(line);
    if (text.data() == nullptr) { // the file ends before it: the server must have meant something else
        return {};
    }
    return Place{.path = script.path, .line = line, .column = 1, .text = std::string(text)};
}

int statements_done(Step const &step, driver::Halt const &halt)
{
    if (step.tx == TxMode::none && halt.stage != Stage::function) {
        return static_cast<int>(halt.settled);
    }
    switch (halt.stage) {
    case Stage::statement:
        return static_cast<int>(halt.statement);
    case Stage::record:
    case Stage::commit:
        return static_cast<int>(step.statements().size());
    case Stage::begin:
    case Stage::function:
        break;
    }
    return 0;
}

} // namespace

Failure failure_of(Step const &step, driver::Halt halt)
{
    Failure failure{.step = step,
                    .stage = halt.stage,
                    .outcome = halt.outcome,
                    .message = std::move(halt.message),
                    .diagnostic = std::move(halt.diagnostic),
                    .place = {.path = step.source.path},
                    .statements_done = statements_done(step, halt),
                    .transaction_ended = halt.transaction_ended};
    if (halt.stage != Stage::statement || !step.script) {
        return failure;
    }
    auto const &script = *step.script;
    auto const text = step.statements()[halt.statement].text;
    auto const position = failure.diagnostic.position;
    failure.statement = text;
    failure.source = script.source(halt.statement);
    failure.position_known = position > 0;
    failure.place = script.place(halt.statement, position > 0 ? byte_offset(text, position) : 0);
    if (position == 0) {
        failure.place = copy_row(script, halt.statement, failure.diagnostic).value_or(failure.place);
    }
    return failure;
}

} // namespace gander::exec
