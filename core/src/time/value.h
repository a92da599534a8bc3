#pragma once

#include <cstdint>
#include <optional>

namespace fasterapi::time {

/// A day of the proleptic Gregorian calendar: year 1 to 9999, month 1 to 12, day from 1.
struct Date {
    std::int16_t year = 1;
    std::uint8_t month = 1;
    std::uint8_t day = 1;

    bool operator==(const Date&) const = default;
};

/// A time of day up to 23:59:59.999999.
struct Time {
    std::uint8_t hour = 0;
    std::uint8_t minute = 0;
    std::uint8_t second = 0;
    std::uint32_t microsecond = 0;
    /// East of UTC, less than a day in either direction; none for a local time.
    std::optional<std::int32_t> utc_offset_seconds;

    bool operator==(const Time&) const = default;
};

struct DateTime {
    Date date;
    Time time;

    bool operator==(const DateTime&) const = default;
};

/// The sum of its members, as datetime.timedelta keeps it: only the days are negative, so that every duration
/// has one representation.
struct Duration {
    std::int32_t days = 0;          // -999,999,999 to 999,999,999
    std::int32_t seconds = 0;       // 0 to 86,399
    std::int32_t microseconds = 0;  // 0 to 999,999

    bool operator==(const Duration&) const = default;
};

}  // namespace fasterapi::time
