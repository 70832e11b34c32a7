#include "source/numbering.hpp"

#include <gander/error.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <limits>

namespace gander::source {

std::optional<TimePoint> moment_of(Version version)
{
    constexpr Version epoch = 1970'01'01'00'00'00;
    if (version <= epoch || version > 9999'99'99'99'99'99) {
        return {};
    }
    auto const take = [&version](Version base) {
        auto const part = static_cast<unsigned>(version % base);
        version /= base;
        return part;
    };
    auto const second = take(100);
    auto const minute = take(100);
    auto const hour = take(100);
    std::chrono::day const day{take(100)};
    std::chrono::month const month{take(100)};
    std::chrono::year const year{static_cast<int>(version)};
    auto const date = year / month / day;
    if (!date.ok() || hour >= 24 || minute >= 60 || second >= 60) {
        return {};
    }
    return std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           std::chrono::seconds{second};
}

bool is_timestamp(Version version) { return moment_of(version).has_value(); }

TimePoint free_moment(std::vector<Version> const &taken, TimePoint now)
{
    now = std::chrono::floor<std::chrono::seconds>(now);
    std::optional<TimePoint> newest;
    bool is_taken = false;
    for (auto const version : taken) {
        auto const moment = moment_of(version);
        newest = std::max(newest, moment); // nothing is less than anything
        is_taken = is_taken || moment == now;
    }
    return is_taken ? *newest + std::chrono::seconds{1} : now;
}

Version next_in_sequence(std::vector<Source> const &sources)
{
    Version highest = 0;
    std::string holder;
    for (auto const &source : sources) {
        if (source.version > highest && !is_timestamp(source.version)) {
            highest = source.version;
            holder = source.path;
        }
    }
    if (highest == std::numeric_limits<Version>::max()) {
        throw Error(Errc::bad_name, "no sequence number is left after " + holder,
                    "give that file a lower version");
    }
    return highest + 1;
}

std::string sequence_text(Version version) { return fmt::format("{:05}", version); }

std::string timestamp_text(TimePoint time)
{
    auto const day = std::chrono::floor<std::chrono::days>(time);
    std::chrono::year_month_day const date{day};
    std::chrono::hh_mm_ss const clock{std::chrono::floor<std::chrono::seconds>(time - day)};
    return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

} // namespace gander::source
