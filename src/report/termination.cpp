#include "report/termination.hpp"

#include "report/document.hpp"

#include <algorithm>
#include <array>

namespace gander::report {

namespace {

using Pointer = Json::json_pointer;

/// What is shortened, in this order: lists and texts alike, from their ends.
constexpr auto least_first = std::to_array<char const *>({"/done",
                                                          "/after",
                                                          "/subset/kept",
                                                          "/subset/left_out",
                                                          "/skipped",
                                                          "/steps",
                                                          "/migrations",
                                                          "/files",
                                                          "/adopted",
                                                          "/unchecked",
                                                          "/renamed",
                                                          "/drivers",
                                                          "/environment",
                                                          "/failed/statement",
                                                          "/failed/diagnostic/query",
                                                          "/failed/diagnostic/context",
                                                          "/error/diagnostic/query",
                                                          "/error/diagnostic/context",
                                                          "/undone",
                                                          "/missing",
                                                          "/problems",
                                                          "/error/problems",
                                                          "/failed/diagnostic/detail",
                                                          "/error/diagnostic/detail",
                                                          "/failed/diagnostic/hint",
                                                          "/error/diagnostic/hint",
                                                          "/failed/diagnostic/message",
                                                          "/error/diagnostic/message",
                                                          "/failed/message",
                                                          "/error/hint",
                                                          "/reason",
                                                          "/error/message"});

/// These alone are short, whatever happened.
constexpr auto always =
    std::to_array<std::string_view>({"schema", "command", "tool", "exit_code", "left_out"});

bool fits(Json const &json) { return finish(json).size() <= termination_limit; }

/// Bytes of a text, entries of anything else.
std::size_t size(Json const &value)
{
    return value.is_string() ? value.get_ref<std::string const &>().size() : value.size();
}

/// No more than `count` of them; a letter of several bytes stays whole.
Json beginning(Json const &whole, std::size_t count)
{
    if (whole.is_string()) {
        auto const &all = whole.get_ref<std::string const &>();
        while (count > 0 && count < all.size() && (static_cast<unsigned char>(all[count]) & 0xC0U) == 0x80U) {
            --count;
        }
        return all.substr(0, count);
    }
    Json part(whole.type());
    for (auto entry = whole.begin(); part.size() < count && entry != whole.end(); ++entry) {
        if (whole.is_object()) {
            part[entry.key()] = *entry;
        } else {
            part.push_back(*entry);
        }
    }
    return part;
}

/// `failed.statement`
std::string name_of(std::string path)
{
    path.erase(0, 1);
    std::ranges::replace(path, '/', '.');
    return path;
}

/// By as little as makes the document fit, or to nothing.
void shorten(Json &json, char const *path)
{
    Pointer const at(path);
    auto const whole = json.at(at);
    auto const keep = [&](std::size_t count) {
        json[at] = beginning(whole, count);
        json["left_out"][name_of(path)] = size(whole) - size(json[at]);
    };
    std::size_t kept = 0;
    auto too_many = size(whole);
    while (kept + 1 < too_many) {
        auto const middle = kept + (too_many - kept) / 2;
        keep(middle);
        (fits(json) ? kept : too_many) = middle;
    }
    keep(kept);
}

/// For a path or a host's name of thousands of letters.
void strip(Json &json)
{
    auto left_out = json["left_out"];
    Json short_one;
    for (auto const &[name, value] : json.items()) {
        if (std::ranges::find(always, name) != always.end()) {
            short_one[name] = value;
        } else {
            left_out[name] = size(value);
        }
    }
    short_one["left_out"] = std::move(left_out);
    json = std::move(short_one);
}

} // namespace

std::string termination_message(std::string_view document, int exit_code)
{
    auto const whole = Json::parse(document);
    Json json;
    for (auto const &[name, value] : whole.items()) {
        json[name] = value;
        if (name == "tool") {
            json["exit_code"] = exit_code;
            json["left_out"] = Json::object();
        }
    }
    for (auto const *path : least_first) {
        if (fits(json)) {
            return finish(json);
        }
        if (auto const at = Pointer(path); json.contains(at) && size(json.at(at)) > 0) {
            shorten(json, path);
        }
    }
    if (!fits(json)) {
        strip(json);
    }
    return finish(json);
}

} // namespace gander::report
