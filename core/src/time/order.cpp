#include "time/order.h"

#include <chrono>
#include <cstdint>
#include <tuple>

namespace fasterapi::time {

namespace {

std::int64_t days_of(const Date& date) noexcept {
    const std::chrono::year_month_day day(std::chrono::year(date.year), std::chrono::month(date.month),
                                          std::chrono::day(date.day));
    return std::chrono::sys_days(day).time_since_epoch().count();
}

/// Seconds since midnight; in UTC, where that is asked for.
std::int64_t seconds_of(const Time& time, bool in_utc) noexcept {
    const std::int64_t local = time.hour * 3600 + time.minute * 60 + time.second;
    return in_utc ? local - *time.utc_offset_seconds : local;
}

bool both_have_offsets(const Time& a, const Time& b) noexcept {
    return a.utc_offset_seconds && b.utc_offset_seconds;
}

}  // namespace

std::strong_ordering compare(const Date& a, const Date& b) noexcept {
    return std::tie(a.year, a.month, a.day) <=> std::tie(b.year, b.month, b.day);
}

std::strong_ordering compare(const Time& a, const Time& b) noexcept {
    const bool in_utc = both_have_offsets(a, b);
    const auto order = seconds_of(a, in_utc) <=> seconds_of(b, in_utc);
    return order != 0 ? order : a.microsecond <=> b.microsecond;
}

std::strong_ordering compare(const DateTime& a, const DateTime& b) noexcept {
    const bool in_utc = both_have_offsets(a.time, b.time);
    const auto order = days_of(a.date) * 86'400 + seconds_of(a.time, in_utc) <=>
                       days_of(b.date) * 86'400 + seconds_of(b.time, in_utc);
    return order != 0 ? order : a.time.microsecond <=> b.time.microsecond;
}

std::strong_ordering compare(const Duration& a, const Duration& b) noexcept {
    return std::tie(a.days, a.seconds, a.microseconds) <=> std::tie(b.days, b.seconds, b.microseconds);
}

}  // namespace fasterapi::time
