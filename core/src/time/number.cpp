#include "time/number.h"

#include <chrono>
#include <cmath>

namespace fasterapi::time {

namespace {

// In seconds the year 2603; in milliseconds 20 August 1970, before which nobody means milliseconds.
constexpr std::int64_t greatest_seconds = 20'000'000'000;

constexpr std::int64_t first_second = -62'167'219'200;  // 0000-01-01T00:00:00
constexpr std::int64_t last_second = 253'402'300'799;   // 9999-12-31T23:59:59

/// `units` make a second: 1 or 1000. `microsecond` is up to one unit, which rounding makes of almost one.
Result<DateTime> moment_of(std::int64_t timestamp, std::int64_t units, std::int64_t microsecond) noexcept {
    std::int64_t unix_seconds = timestamp / units;
    microsecond += timestamp % units * (1'000'000 / units);
    if (microsecond < 0) {
        --unix_seconds;
        microsecond += 1'000'000;
    } else if (microsecond == 1'000'000) {
        ++unix_seconds;
        microsecond = 0;
    }
    if (unix_seconds < first_second) {
        return TimeError::timestamp_too_small;
    }
    if (unix_seconds > last_second) {
        return TimeError::timestamp_too_large;
    }
    const std::chrono::sys_seconds moment{std::chrono::seconds(unix_seconds)};
    const auto midnight = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::year_month_day date(midnight);
    const std::chrono::hh_mm_ss time(moment - midnight);
    return DateTime{
        .date = {static_cast<std::int16_t>(static_cast<int>(date.year())),
                 static_cast<std::uint8_t>(static_cast<unsigned>(date.month())),
                 static_cast<std::uint8_t>(static_cast<unsigned>(date.day()))},
        .time = {static_cast<std::uint8_t>(time.hours().count()),
                 static_cast<std::uint8_t>(time.minutes().count()),
                 static_cast<std::uint8_t>(time.seconds().count()), static_cast<std::uint32_t>(microsecond),
                 0},
    };
}

constexpr std::int64_t day_seconds = 86'400;
constexpr std::int64_t greatest_days = 999'999'999;

/// `seconds` without its sign, to the microsecond: a half is rounded up.
struct Amount {
    std::int64_t seconds;
    std::int32_t microseconds;
};
Amount amount_of(double seconds) noexcept {
    const double whole = std::trunc(std::fabs(seconds));
    const auto microseconds = std::llround((std::fabs(seconds) - whole) * 1e6);
    return {.seconds = static_cast<std::int64_t>(whole) + microseconds / 1'000'000,
            .microseconds = static_cast<std::int32_t>(microseconds % 1'000'000)};
}

Result<Time> time_of(Amount amount) noexcept {
    if (amount.seconds >= day_seconds) {
        return TimeError::time_too_large;
    }
    return Time{
        static_cast<std::uint8_t>(amount.seconds / 3600), static_cast<std::uint8_t>(amount.seconds / 60 % 60),
        static_cast<std::uint8_t>(amount.seconds % 60), static_cast<std::uint32_t>(amount.microseconds), 0};
}

Result<Duration> duration_of(Amount amount, bool negative) noexcept {
    if (amount.seconds / day_seconds > greatest_days) {
        return TimeError::duration_days_too_large;
    }
    // Only the days are negative.
    std::int64_t seconds = negative ? -amount.seconds : amount.seconds;
    std::int32_t microseconds = amount.microseconds;
    if (negative && microseconds != 0) {
        --seconds;
        microseconds = 1'000'000 - microseconds;
    }
    std::int64_t days = seconds / day_seconds;
    seconds %= day_seconds;
    if (seconds < 0) {
        --days;
        seconds += day_seconds;
    }
    if (days < -greatest_days) {
        return TimeError::duration_days_too_large;
    }
    return Duration{static_cast<std::int32_t>(days), static_cast<std::int32_t>(seconds), microseconds};
}

}  // namespace

Result<DateTime> moment_of_number(std::int64_t value) noexcept {
    return moment_of(value, value < -greatest_seconds || value > greatest_seconds ? 1000 : 1, 0);
}

Result<DateTime> moment_of_number(double value) noexcept {
    const std::int64_t units = std::fabs(value) > static_cast<double>(greatest_seconds) ? 1000 : 1;
    const double whole = std::floor(value);
    // Before what does not fit becomes an integer, infinities among it.
    if (whole < static_cast<double>(first_second * units)) {
        return TimeError::timestamp_too_small;
    }
    if (whole >= static_cast<double>((last_second + 1) * units)) {
        return TimeError::timestamp_too_large;
    }
    const std::int64_t unit_microseconds = 1'000'000 / units;
    return moment_of(static_cast<std::int64_t>(whole), units,
                     std::llround((value - whole) * static_cast<double>(unit_microseconds)));
}

Result<Time> time_of_number(std::int64_t seconds) noexcept {
    if (seconds < 0) {
        return TimeError::time_negative;
    }
    return time_of({.seconds = seconds, .microseconds = 0});
}

Result<Time> time_of_number(double seconds) noexcept {
    if (seconds < 0) {
        return TimeError::time_negative;
    }
    if (seconds >= static_cast<double>(day_seconds)) {
        return TimeError::time_too_large;
    }
    return time_of(amount_of(seconds));
}

Result<Duration> duration_of_number(std::int64_t seconds) noexcept {
    if (seconds == INT64_MIN) {
        return TimeError::duration_days_too_large;
    }
    return duration_of({.seconds = seconds < 0 ? -seconds : seconds, .microseconds = 0}, seconds < 0);
}

Result<Duration> duration_of_number(double seconds) noexcept {
    if (std::fabs(seconds) >= static_cast<double>((greatest_days + 1) * day_seconds)) {
        return TimeError::duration_days_too_large;
    }
    return duration_of(amount_of(seconds), seconds < 0);
}

}  // namespace fasterapi::time
