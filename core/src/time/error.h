#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace fasterapi::time {

/// Why a text is not a date, time or duration. Names say what was wrong, not where it was noticed.
enum class TimeError : std::uint8_t {
    too_short,
    extra_characters,
    bad_datetime_separator,
    bad_date_separator,
    bad_year,
    bad_month,
    bad_day,
    bad_time_separator,
    bad_hour,
    bad_minute,
    bad_second,
    missing_second_fraction,
    bad_offset_sign,
    bad_offset_hour,
    bad_offset_minute,
    offset_minute_out_of_range,
    offset_out_of_range,
    month_out_of_range,
    day_out_of_range,
    hour_out_of_range,
    minute_out_of_range,
    second_out_of_range,
    timestamp_too_small,
    timestamp_too_large,
    timestamp_not_exact,
    time_negative,
    time_too_large,
    not_a_number,
    /// Year 0, which timestamps and ISO 8601 have and Python has not. pydantic's type for it is date_parsing
    /// or datetime_parsing, where other errors are date_from_datetime_parsing or datetime_from_date_parsing;
    /// the words are those of Python 3.13.
    year_zero,
    /// A datetime where a date is asked for, and not at midnight: pydantic's date_from_datetime_inexact.
    date_not_exact,
    bad_duration_number,
    repeated_duration_t,
    bad_duration_fraction,
    bad_duration_time_unit,
    bad_duration_date_unit,
    bad_duration_days,
    duration_value_too_large,
    duration_hours_too_large,
    duration_days_too_large,
};

/// What pydantic gives as ctx["error"], such as "input is too short"; empty for date_not_exact, which it
/// reports without a context.
[[nodiscard]] std::string_view explanation_of(TimeError error) noexcept;

template <class T>
using Result = fasterapi::Result<T, TimeError>;

}  // namespace fasterapi::time
