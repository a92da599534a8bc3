#include "time/timestamp.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>

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

Result<DateTime> moment_of_decimal(double value) noexcept {
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

/// Whether `number`, too far from 1 for a double, is too large and not too close to 0.
bool is_huge(std::string_view number) noexcept {
    const std::size_t end = std::min(number.find_first_of("eE"), number.size());
    const std::string_view digits = number.substr(0, end);
    const auto point = static_cast<std::int64_t>(digits.find('.'));
    const auto first = static_cast<std::int64_t>(digits.find_first_of("123456789"));
    std::string_view exponent_text = number.substr(std::min(end + 1, number.size()));
    if (exponent_text.starts_with('+')) {
        exponent_text.remove_prefix(1);
    }
    std::int64_t exponent = 0;
    const auto status =
        std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent).ec;
    if (status == std::errc::result_out_of_range) {
        return !exponent_text.starts_with('-');
    }
    return exponent > first - point;
}

/// @return nothing for what is no decimal number; what is too large for a double is infinite.
std::optional<double> parse_decimal(std::string_view text) noexcept {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) {
        text.remove_prefix(1);
    }
    // from_chars would take another sign, and names of infinities.
    if (text.empty() || std::string_view(".0123456789").find(text.front()) == std::string_view::npos) {
        return std::nullopt;
    }
    double value = 0;
    const char* const end = text.data() + text.size();
    const std::from_chars_result read = std::from_chars(text.data(), end, value);
    if (read.ptr != end || read.ec == std::errc::invalid_argument) {
        return std::nullopt;
    }
    if (read.ec == std::errc::result_out_of_range) {
        value = is_huge(text) ? std::numeric_limits<double>::infinity() : 0;
    }
    return negative ? -value : value;
}

}  // namespace

std::optional<Result<DateTime>> parse_integer_timestamp(std::string_view text) noexcept {
    if (text.starts_with('+')) {
        text.remove_prefix(1);
        if (text.starts_with('-')) {
            return std::nullopt;
        }
    }
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    const std::from_chars_result read = std::from_chars(text.data(), end, value);
    if (read.ptr != end || read.ec != std::errc()) {
        return std::nullopt;
    }
    return moment_of(value, value < -greatest_seconds || value > greatest_seconds ? 1000 : 1, 0);
}

std::optional<Result<DateTime>> parse_timestamp(std::string_view text) noexcept {
    if (text.find('.') == std::string_view::npos) {
        return parse_integer_timestamp(text);
    }
    const std::optional<double> value = parse_decimal(text);
    if (!value) {
        return std::nullopt;
    }
    return moment_of_decimal(*value);
}

}  // namespace fasterapi::time
