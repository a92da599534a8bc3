#include "time/error.h"

namespace fasterapi::time {

std::string_view explanation_of(TimeError error) noexcept {
    switch (error) {
        case TimeError::too_short: return "input is too short";
        case TimeError::extra_characters: return "unexpected extra characters at the end of the input";
        case TimeError::bad_datetime_separator:
            return "invalid datetime separator, expected `T`, `t`, `_` or space";
        case TimeError::bad_date_separator: return "invalid date separator, expected `-`";
        case TimeError::bad_year: return "invalid character in year";
        case TimeError::bad_month: return "invalid character in month";
        case TimeError::bad_day: return "invalid character in day";
        case TimeError::bad_time_separator: return "invalid time separator, expected `:`";
        case TimeError::bad_hour: return "invalid character in hour";
        case TimeError::bad_minute: return "invalid character in minute";
        case TimeError::bad_second: return "invalid character in second";
        case TimeError::missing_second_fraction: return "second fraction digits missing after `.`";
        case TimeError::bad_offset_sign: return "invalid timezone sign";
        case TimeError::bad_offset_hour: return "invalid timezone hour";
        case TimeError::bad_offset_minute: return "invalid timezone minute";
        case TimeError::offset_minute_out_of_range:
            return "timezone minute value is outside expected range of 0-59";
        case TimeError::offset_out_of_range: return "timezone offset must be less than 24 hours";
        case TimeError::month_out_of_range: return "month value is outside expected range of 1-12";
        case TimeError::day_out_of_range: return "day value is outside expected range";
        case TimeError::hour_out_of_range: return "hour value is outside expected range of 0-23";
        case TimeError::minute_out_of_range: return "minute value is outside expected range of 0-59";
        case TimeError::second_out_of_range: return "second value is outside expected range of 0-59";
        case TimeError::timestamp_too_small: return "dates before 0000 are not supported as unix timestamps";
        case TimeError::timestamp_too_large: return "dates after 9999 are not supported as unix timestamps";
        case TimeError::timestamp_not_exact: return "Timestamp is not an exact date";
        case TimeError::time_negative: return "time in seconds should be positive";
        case TimeError::time_too_large: return "numeric times may not exceed 86,399 seconds";
        case TimeError::not_a_number: return "NaN values not permitted";
        case TimeError::year_zero: return "year 0 is out of range";
        case TimeError::date_not_exact: return "";
        case TimeError::bad_duration_number: return "invalid digit in duration";
        case TimeError::repeated_duration_t: return "`t` character repeated in duration";
        case TimeError::bad_duration_fraction: return "quantity fraction invalid in duration";
        case TimeError::bad_duration_time_unit: return "quantity invalid in time part of duration";
        case TimeError::bad_duration_date_unit: return "quantity invalid in date part of duration";
        case TimeError::bad_duration_days: return "\"day\" identifier in duration not correctly formatted";
        case TimeError::duration_value_too_large: return "a numeric value in the duration is too large";
        case TimeError::duration_hours_too_large: return "durations may not exceed 999,999,999 hours";
        case TimeError::duration_days_too_large: return "durations may not exceed 999,999,999 days";
    }
    return {};
}

}  // namespace fasterapi::time
