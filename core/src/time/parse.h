#pragma once

#include <string_view>

#include "time/error.h"
#include "time/value.h"

// What pydantic 2 takes for a date, a time, a datetime and a timedelta where it is given a string and is not
// strict, and why it refuses another. Its parser is speedate: RFC 3339 with the liberties named here. `text`
// is UTF-8, with nothing stripped from it.
namespace fasterapi::time {

/// "2024-01-02", or what parse_datetime takes if it is at midnight, whatever the offset.
/// @return date_not_exact for another time of that day; the errors of the datetime for what is neither.
[[nodiscard]] Result<Date> parse_date(std::string_view text) noexcept;

/// What strict pydantic takes for a date in JSON: a date alone, or an integer Unix timestamp at midnight.
/// @return timestamp_not_exact for one at another time of day.
[[nodiscard]] Result<Date> parse_strict_date(std::string_view text) noexcept;

/// "HH:MM", "HH:MM:SS" or "HH:MM:SS.f" (digits past the sixth are dropped; a comma is a point), and an
/// offset: none, "Z", "z", "+HH:MM", "+HHMM" or the same with "-" or U+2212. Numbers are not times.
[[nodiscard]] Result<Time> parse_time(std::string_view text) noexcept;

/// "YYYY-MM-DD", one of "T", "t", "_" and space, and what parse_time takes; or a Unix timestamp, which is in
/// UTC (seconds, or milliseconds if farther than 2e10 from 0); or a date alone: midnight without an offset.
/// @return for what is none of them why it is no date, as pydantic has it: extra_characters for a date and a
///         bad time of day.
[[nodiscard]] Result<DateTime> parse_datetime(std::string_view text) noexcept;

/// What strict pydantic takes for a datetime in JSON: as above, but for a date alone.
[[nodiscard]] Result<DateTime> parse_strict_datetime(std::string_view text) noexcept;

/// With "+", "-" or no sign in front:
/// - "P1Y2M3W4DT5H6M7.5S": units repeated or in any order, the last with a fraction; a year is 365 days and a
///   month 30;
/// - "1 day", "2days, 03:04:05", "1 d 03:04": a number of days and a time below 24 hours;
/// - "03:04:05.5", "100:00": hours, at most 2,400,000,000 in at most ten digits, minutes and seconds.
///
/// Once the seconds of a time have six digits of a fraction, anything may follow: speedate stops there.
/// Numbers are not durations.
/// @return duration_days_too_large also below -999,999,999 days, where pydantic raises OverflowError.
[[nodiscard]] Result<Duration> parse_duration(std::string_view text) noexcept;

}  // namespace fasterapi::time
