#include "store/timestamp.hpp"

#include <algorithm>
#include <charconv>

namespace gander::store {

namespace {

/// Takes what it recognises off the front of a text.
class Reader
{
public:
    explicit Reader(std::string_view text) : m_rest(text) {}

    bool done() const { return m_rest.empty(); }

    bool take(char expected)
    {
        if (m_rest.empty() || m_rest.front() != expected) {
            return false;
        }
        m_rest.remove_prefix(1);
        return true;
    }

    /// Exactly `digits` digits.
    bool number(std::size_t digits, int &value)
    {
        if (m_rest.size() < digits) {
            return false;
        }
        auto const *end = m_rest.data() + digits;
        auto const [stop, error] = std::from_chars(m_rest.data(), end, value);
        if (error != std::errc{} || stop != end || value < 0) {
            return false;
        }
        m_rest.remove_prefix(digits);
        return true;
    }

    /// Four digits, or five as far as std::chrono can count.
    bool year(int &value)
    {
        auto const digits = std::min(m_rest.find('-'), m_rest.size());
        return digits >= 4 && digits <= 5 && number(digits, value) && value <= int{std::chrono::year::max()};
    }

    std::chrono::microseconds fraction()
    {
        int micros = 0;
        int scale = 100'000;
        while (!m_rest.empty() && m_rest.front() >= '0' && m_rest.front() <= '9') {
            micros += (m_rest.front() - '0') * scale;
            scale /= 10;
            m_rest.remove_prefix(1);
        }
        return std::chrono::microseconds{micros};
    }

private:
    std::string_view m_rest;
};

bool read_date(Reader &reader, TimePoint &time)
{
    int year = 0;
    int month = 0;
    int day = 0;
    if (!reader.year(year) || !reader.take('-') || !reader.number(2, month) || !reader.take('-') ||
        !reader.number(2, day)) {
        return false;
    }
    std::chrono::year_month_day const date{std::chrono::year{year},
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    time = std::chrono::sys_days{date};
    return date.ok();
}

bool read_clock(Reader &reader, TimePoint &time)
{
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    if (!reader.number(2, hours) || !reader.take(':') || !reader.number(2, minutes)) {
        return false;
    }
    if (reader.take(':') && !reader.number(2, seconds)) {
        return false;
    }
    time += std::chrono::hours{hours} + std::chrono::minutes{minutes} + std::chrono::seconds{seconds};
    if (reader.take('.')) {
        time += reader.fraction();
    }
    return hours < 24 && minutes < 60 && seconds < 61;
}

bool read_zone(Reader &reader)
{
    reader.take(' ');
    if (reader.done() || (reader.take('Z') && reader.done())) {
        return true;
    }
    if (!reader.take('+') && !reader.take('-')) {
        return false;
    }
    int hours = 0;
    int minutes = 0;
    if (!reader.number(2, hours)) {
        return false;
    }
    if (!reader.done() && (reader.take(':'), !reader.number(2, minutes))) {
        return false;
    }
    return reader.done();
}

} // namespace

std::optional<TimePoint> parse_timestamp(std::string_view text)
{
    Reader reader{text};
    TimePoint time{};
    if (!read_date(reader, time)) {
        return std::nullopt;
    }
    if (reader.done()) {
        return time;
    }
    if (!reader.take(' ') && !reader.take('T')) {
        return std::nullopt;
    }
    if (!read_clock(reader, time) || !read_zone(reader)) {
        return std::nullopt;
    }
    return time;
}

} // namespace gander::store
