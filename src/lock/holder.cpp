#include "lock/holder.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::lock {

namespace {

/// A statement's beginning: enough to know it by, and nothing from the first quote on.
std::string beginning(std::string_view statement)
{
    constexpr std::size_t enough = 60;
    std::string text;
    for (char const c : statement) {
        bool const blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (c == '\'' || c == '$' || text.size() >= enough) {
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
    auto text = holder.who;
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

bool is_one(std::vector<Connection::Row> const &rows)
{
    return !rows.empty() && !rows.front().empty() && rows.front().front() == "1";
}

} // namespace gander::lock
