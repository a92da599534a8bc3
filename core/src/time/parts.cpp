#include "time/parts.h"

#include <chrono>

namespace fasterapi::time {

namespace {

/// Nothing, Z, or a sign, HH, a colon or none, and MM (RFC 3339 5.6, and ISO 8601's basic format).
std::optional<std::int32_t> read_offset(Reader& in) noexcept {
    if (in.at_end()) {
        return std::nullopt;
    }
    if (in.skip_one_of("Zz")) {
        return 0;
    }
    // ISO 8601 prefers U+2212, the minus sign, where a hyphen stands for it elsewhere.
    const bool west = in.skip_text("-") || in.skip_text("\xe2\x88\x92");
    in.require(west || in.skip_text("+"), TimeError::bad_offset_sign);
    const unsigned hours = in.digits(2, TimeError::bad_offset_hour);
    in.skip_text(":");
    const unsigned minutes = in.digits(2, TimeError::bad_offset_minute);
    in.require(minutes <= 59, TimeError::offset_minute_out_of_range);
    in.require(hours <= 23, TimeError::offset_out_of_range);
    const auto seconds = static_cast<std::int32_t>(hours * 3600 + minutes * 60);
    return west ? -seconds : seconds;
}

}  // namespace

Date read_date(Reader& in) noexcept {
    in.require(in.rest().size() >= 10, TimeError::too_short);
    const unsigned year = in.digits(4, TimeError::bad_year);
    in.require(in.skip_text("-"), TimeError::bad_date_separator);
    const unsigned month = in.digits(2, TimeError::bad_month);
    in.require(in.skip_text("-"), TimeError::bad_date_separator);
    const unsigned day = in.digits(2, TimeError::bad_day);
    in.require(month >= 1 && month <= 12, TimeError::month_out_of_range);
    const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(year)),
                                           std::chrono::month(month), std::chrono::day(day));
    in.require(date.ok(), TimeError::day_out_of_range);
    return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month),
            static_cast<std::uint8_t>(day)};
}

Seconds read_seconds(Reader& in) noexcept {
    Seconds seconds;
    if (!in.skip_text(":")) {
        return seconds;
    }
    seconds.second = in.digits(2, TimeError::bad_second);
    in.require(seconds.second <= 59, TimeError::second_out_of_range);
    if (!in.skip_one_of(".,")) {
        return seconds;
    }
    in.require(in.at_digit(), TimeError::missing_second_fraction);
    unsigned unit = 100'000;
    for (; in.at_digit(); unit /= 10) {
        seconds.microsecond += in.digit() * unit;
    }
    seconds.is_exact = unit == 0;
    return seconds;
}

Time read_time(Reader& in) noexcept {
    in.require(in.rest().size() >= 5, TimeError::too_short);
    const unsigned hour = in.digits(2, TimeError::bad_hour);
    in.require(in.skip_text(":"), TimeError::bad_time_separator);
    const unsigned minute = in.digits(2, TimeError::bad_minute);
    in.require(hour <= 23, TimeError::hour_out_of_range);
    in.require(minute <= 59, TimeError::minute_out_of_range);
    const Seconds seconds = read_seconds(in);
    const std::optional<std::int32_t> offset = read_offset(in);
    in.require(in.at_end(), TimeError::extra_characters);
    return {static_cast<std::uint8_t>(hour), static_cast<std::uint8_t>(minute),
            static_cast<std::uint8_t>(seconds.second), seconds.microsecond, offset};
}

}  // namespace fasterapi::time
