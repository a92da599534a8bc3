#include "time/format.h"

#include <charconv>
#include <cstdlib>
#include <string>
#include <string_view>

namespace fasterapi::time {

namespace {

constexpr std::size_t longest_date_bytes = 10;      // 2024-01-02
constexpr std::size_t longest_time_bytes = 21;      // 03:04:05.000006+01:00
constexpr std::size_t longest_duration_bytes = 32;  // -P2739726Y364DT23H59M59.999999S

/// `value` in `Count` digits, with zeros in front.
template <int Count>
char* put_digits(char* to, unsigned value) noexcept {
    for (int i = Count; i-- > 0; value /= 10) {
        to[i] = static_cast<char>('0' + value % 10);
    }
    return to + Count;
}

char* put_date(char* to, const Date& date) noexcept {
    to = put_digits<4>(to, static_cast<unsigned>(date.year));
    *to++ = '-';
    to = put_digits<2>(to, date.month);
    *to++ = '-';
    return put_digits<2>(to, date.day);
}

char* put_offset(char* to, std::int32_t seconds) noexcept {
    if (seconds == 0) {
        *to++ = 'Z';
        return to;
    }
    const auto minutes = static_cast<unsigned>(std::abs(seconds) / 60);
    *to++ = seconds < 0 ? '-' : '+';
    to = put_digits<2>(to, minutes / 60);
    *to++ = ':';
    return put_digits<2>(to, minutes % 60);
}

char* put_time(char* to, const Time& time) noexcept {
    to = put_digits<2>(to, time.hour);
    *to++ = ':';
    to = put_digits<2>(to, time.minute);
    *to++ = ':';
    to = put_digits<2>(to, time.second);
    if (time.microsecond != 0) {
        *to++ = '.';
        to = put_digits<6>(to, time.microsecond);
    }
    return time.utc_offset_seconds ? put_offset(to, *time.utc_offset_seconds) : to;
}

/// Nothing for 0.
char* put_quantity(char* to, std::int64_t value, char unit) noexcept {
    if (value != 0) {
        to = std::to_chars(to, to + longest_duration_bytes, value).ptr;
        *to++ = unit;
    }
    return to;
}

char* put_seconds(char* to, std::int64_t seconds, std::int32_t microseconds) noexcept {
    if (microseconds == 0) {
        return put_quantity(to, seconds, 'S');
    }
    to = std::to_chars(to, to + longest_duration_bytes, seconds).ptr;
    *to++ = '.';
    to = put_digits<6>(to, static_cast<unsigned>(microseconds));
    while (to[-1] == '0') {
        --to;
    }
    *to++ = 'S';
    return to;
}

}  // namespace

void write_date(ByteBuffer& out, const Date& date) {
    char* const begin = out.prepare(longest_date_bytes);
    out.commit(static_cast<std::size_t>(put_date(begin, date) - begin));
}

void write_time(ByteBuffer& out, const Time& time) {
    char* const begin = out.prepare(longest_time_bytes);
    out.commit(static_cast<std::size_t>(put_time(begin, time) - begin));
}

void write_datetime(ByteBuffer& out, const DateTime& value) {
    char* const begin = out.prepare(longest_date_bytes + 1 + longest_time_bytes);
    char* to = put_date(begin, value.date);
    *to++ = 'T';
    to = put_time(to, value.time);
    out.commit(static_cast<std::size_t>(to - begin));
}

void write_duration(ByteBuffer& out, const Duration& duration) {
    std::int64_t seconds = std::int64_t{duration.days} * 86'400 + duration.seconds;
    std::int32_t microseconds = duration.microseconds;
    if (seconds == 0 && microseconds == 0) {
        out.append("PT0S");
        return;
    }
    char* const begin = out.prepare(longest_duration_bytes);
    char* to = begin;
    if (seconds < 0) {
        *to++ = '-';
        seconds = -seconds;
        if (microseconds != 0) {
            --seconds;
            microseconds = 1'000'000 - microseconds;
        }
    }
    const std::int64_t days = seconds / 86'400;
    seconds %= 86'400;
    *to++ = 'P';
    to = put_quantity(to, days / 365, 'Y');
    to = put_quantity(to, days % 365, 'D');
    if (seconds != 0 || microseconds != 0) {
        *to++ = 'T';
        to = put_quantity(to, seconds / 3600, 'H');
        to = put_quantity(to, seconds / 60 % 60, 'M');
        to = put_seconds(to, seconds % 60, microseconds);
    }
    out.commit(static_cast<std::size_t>(to - begin));
}

void write_duration_in_words(ByteBuffer& out, const Duration& duration) {
    struct Part {
        std::int32_t amount;
        std::string_view unit;
    };
    bool first = true;
    for (const auto& [amount, unit] :
         {Part{duration.days, " day"}, Part{duration.seconds / 3600, " hour"},
          Part{duration.seconds / 60 % 60, " minute"}, Part{duration.seconds % 60, " second"},
          Part{duration.microseconds, " microsecond"}}) {
        if (amount == 0) {
            continue;
        }
        if (!first) {
            out.append(" and ");
        }
        first = false;
        out.append(std::to_string(amount));
        out.append(unit);
        if (amount != 1) {
            out.append('s');
        }
    }
    if (first) {
        out.append("0 seconds");
    }
}

}  // namespace fasterapi::time
