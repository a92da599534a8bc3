#pragma once

#include <cstdint>

#include "time/error.h"
#include "time/value.h"

// What pydantic 2 takes a number for where it is not strict. A double is not NaN; it may be infinite.
namespace fasterapi::time {

/// The moment of a Unix timestamp, in UTC: seconds, or milliseconds if farther than 2e10 from 0. A double is
/// rounded to the microsecond.
/// @return a moment of the years 0 to 9999, or that it lies before or after.
[[nodiscard]] Result<DateTime> moment_of_number(std::int64_t value) noexcept;
[[nodiscard]] Result<DateTime> moment_of_number(double value) noexcept;

/// Seconds of a day in UTC.
/// @return time_negative or time_too_large for what is none, rounded to the microsecond.
[[nodiscard]] Result<Time> time_of_number(std::int64_t seconds) noexcept;
[[nodiscard]] Result<Time> time_of_number(double seconds) noexcept;

/// @return duration_days_too_large for what datetime.timedelta does not hold.
[[nodiscard]] Result<Duration> duration_of_number(std::int64_t seconds) noexcept;
[[nodiscard]] Result<Duration> duration_of_number(double seconds) noexcept;

}  // namespace fasterapi::time
