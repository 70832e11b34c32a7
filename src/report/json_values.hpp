#pragma once
/// One function a value; json.cpp puts them together into documents.

#include <gander/error.hpp>
#include <gander/files.hpp>
#include <gander/report.hpp>

#include <nlohmann/json.hpp>

#include <string_view>

namespace gander::report {

using Json = nlohmann::ordered_json;

/// The error's stable word: `out_of_order`, `duplicate_version`, …
std::string_view code_word(Errc code) noexcept;

Json to_json(Source const &source);
Json to_json(Choice const &choice);
Json to_json(Step const &step);
Json to_json(Status const &status);
Json to_json(Result const &result);
Json to_json(Diagnostic const &diagnostic);
Json to_json(Place const &place);
Json to_json(Failure const &failure);
Json to_json(Problem const &problem);
Json to_json(FileSummary const &file);
Json to_json(Peer const &peer);

template<typename Values>
Json to_json_list(Values const &values)
{
    auto list = Json::array();
    for (auto const &value : values) {
        list.push_back(to_json(value));
    }
    return list;
}

/// `2026-11-22T16:05:02.123456`, without a zone; see TimePoint.
std::string iso_time(TimePoint time);

/// Milliseconds with three decimals: durations in JSON are numbers.
double milliseconds(std::chrono::nanoseconds duration);

} // namespace gander::report
