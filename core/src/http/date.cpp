#include "http/date.h"

#include <algorithm>
#include <chrono>

namespace fasterapi::http {

void DateCache::format(std::int64_t unix_seconds) noexcept {
    constexpr std::string_view weekdays = "SunMonTueWedThuFriSat";
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    const std::chrono::sys_seconds now{std::chrono::seconds(unix_seconds)};
    const auto midnight = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date(midnight);
    const std::chrono::hh_mm_ss time(now - midnight);

    char* to = text_.data();
    const auto put = [&to](std::string_view text) { to = std::copy(text.begin(), text.end(), to); };
    const auto put_two_digits = [&to](auto number) {
        *to++ = static_cast<char>('0' + number / 10 % 10);
        *to++ = static_cast<char>('0' + number % 10);
    };
    put(weekdays.substr(std::chrono::weekday(midnight).c_encoding() * 3, 3));
    put(", ");
    put_two_digits(static_cast<unsigned>(date.day()));
    put(" ");
    put(months.substr((static_cast<unsigned>(date.month()) - 1) * 3, 3));
    put(" ");
    put_two_digits(static_cast<int>(date.year()) / 100);
    put_two_digits(static_cast<int>(date.year()));
    put(" ");
    put_two_digits(time.hours().count());
    put(":");
    put_two_digits(time.minutes().count());
    put(":");
    put_two_digits(time.seconds().count());
    put(" GMT");
    second_ = unix_seconds;
}

}  // namespace fasterapi::http
