#include "lock/holder.hpp"

#include "base/masked.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::lock {

namespace {

/// A statement's beginning: enough to know it by, and nothing from the first quote or comment on.
std::string beginning(std::string_view statement)
{
    constexpr std::size_t enough = 60;
    std::string text;
    for (std::size_t i = 0; i < statement.size(); ++i) {
        char const c = statement[i];
        bool const blank = c == ' ' || (c >= '\t' && c <= '\r');
        auto const two = statement.substr(i, 2);
        if (c == '\'' || c == '$' || two == "--" || two == "/*" || text.size() >= enough) {
            return text + "...";
        }
        if (!blank) {
            text += c;
        } else if (!text.empty() && !text.ends_with(' ')) {
            text += ' ';
        }
    }
    return text;
}

} // namespace

std::string describe(Holder const &holder)
{
    auto text = without_secrets(holder.who); // it has the name that the other program has given itself
    if (!holder.since.empty()) {
        text += ", since " + holder.since;
    }
    if (!holder.doing.empty()) {
        text += ", running: " + beginning(holder.doing);
    }
    return text;
}

std::optional<Holder> holder_of(std::vector<Connection::Row> const &rows)
{
    if (rows.empty()) {
        return {};
    }
    auto const &row = rows.front();
    return Holder{.who = row.at(0).value_or("somebody"),
                  .since = row.at(1).value_or(""),
                  .doing = row.at(2).value_or(""),
                  .at_work = row.at(3) == "1"};
}

std::string both(std::string_view session, std::string_view row)
{
    return fmt::format("SELECT ({}) FROM ({}) AS lease", session, row);
}

bool is_one(std::vector<Connection::Row> const &rows)
{
    return !rows.empty() && !rows.front().empty() && rows.front().front() == "1";
}

} // namespace gander::lock
