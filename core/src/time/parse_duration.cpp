#include <algorithm>
#include <cmath>
#include <limits>

#include "time/parse.h"
#include "time/parts.h"

namespace fasterapi::time {

namespace {

// Days and seconds each have to fit into 32 bits before they are brought together.
constexpr std::uint64_t greatest_value = std::numeric_limits<std::uint32_t>::max();

constexpr std::uint64_t day_seconds = 86'400;
constexpr std::uint64_t greatest_days = 999'999'999;
constexpr std::uint64_t greatest_hours = 2'400'000'000;
constexpr std::size_t greatest_hour_digits = 10;

/// A duration without its sign; none of the members is bounded by the next.
struct Magnitude {
    std::uint64_t days = 0;
    std::uint64_t seconds = 0;
    std::uint64_t microseconds = 0;

    void add_seconds(double value) noexcept {
        const double whole = std::trunc(value);
        seconds += static_cast<std::uint64_t>(whole);
        microseconds += static_cast<std::uint64_t>(std::round((value - whole) * 1e6));
    }
};

std::uint64_t read_number(Reader& in) noexcept {
    in.require(in.at_digit(), TimeError::bad_duration_number);
    std::uint64_t value = 0;
    while (in.at_digit()) {
        value = std::min(value * 10 + in.digit(), greatest_value + 1);
    }
    in.require(value <= greatest_value, TimeError::duration_value_too_large);
    return value;
}

/// The digits behind a point, of which there may be none. Digit by digit in doubles, because what pydantic
/// rounds is what that gives.
/// @return 0 also for more digits than a double has room for.
double read_fraction(Reader& in) noexcept {
    double numerator = 0;
    double denominator = 1;
    while (in.at_digit()) {
        numerator = numerator * 10 + in.digit();
        denominator *= 10;
    }
    return std::isfinite(numerator) ? numerator / denominator : 0;
}

struct Unit {
    std::string_view letter;
    std::uint64_t size;
};
constexpr Unit date_units[] = {{"Y", 365}, {"M", 30}, {"W", 7}, {"D", 1}};
constexpr Unit time_units[] = {{"H", 3600}, {"M", 60}, {"S", 1}};

/// @return 0 if none of the units is next.
template <std::size_t Count>
std::uint64_t read_unit(Reader& in, const Unit (&units)[Count]) noexcept {
    for (const Unit& unit : units) {
        if (in.skip_text(unit.letter)) {
            return unit.size;
        }
    }
    return 0;
}

/// What follows "P" (ISO 8601 5.5.2).
Magnitude read_quantities(Reader& in) noexcept {
    Magnitude sum;
    in.require(!in.at_end() && in.rest() != "T", TimeError::too_short);
    bool in_time = false;
    bool had_fraction = false;
    while (!in.at_end() && !in.failed()) {
        if (in.skip_text("T")) {
            in.require(!in_time, TimeError::repeated_duration_t);
            in_time = true;
            continue;
        }
        const std::uint64_t value = read_number(in);
        const bool has_fraction = in.skip_one_of(".,");
        const double fraction = has_fraction ? read_fraction(in) : 0;
        in.require(!had_fraction, TimeError::bad_duration_fraction);
        had_fraction = has_fraction;

        const std::uint64_t unit = in_time ? read_unit(in, time_units) : read_unit(in, date_units);
        in.require(unit != 0,
                   in_time ? TimeError::bad_duration_time_unit : TimeError::bad_duration_date_unit);
        const double part = fraction * static_cast<double>(unit);
        if (in_time) {
            sum.seconds += value * unit;
            sum.add_seconds(part);
        } else {
            const double whole_days = std::trunc(part);
            sum.days += value * unit + static_cast<std::uint64_t>(whole_days);
            sum.add_seconds((part - whole_days) * static_cast<double>(day_seconds));
        }
        in.require(sum.days <= greatest_value && sum.seconds <= greatest_value,
                   TimeError::duration_value_too_large);
    }
    return sum;
}

/// "H:MM" with up to ten digits of hours, none being 0, and what read_seconds takes.
Magnitude read_clock(Reader& in) noexcept {
    in.require(in.rest().size() >= 5, TimeError::too_short);
    const std::size_t hour_digits = in.rest().find(':');
    in.require(hour_digits != std::string_view::npos, TimeError::bad_hour);
    in.require(hour_digits <= greatest_hour_digits, TimeError::duration_hours_too_large);
    if (in.failed()) {
        return {};
    }
    std::uint64_t hours = 0;
    while (in.at_digit()) {
        hours = hours * 10 + in.digit();
    }
    in.require(in.skip_text(":"), TimeError::bad_hour);
    in.require(hours <= greatest_hours, TimeError::duration_hours_too_large);
    in.require(in.rest().size() >= 2, TimeError::too_short);
    const unsigned minutes = in.digits(2, TimeError::bad_minute);
    in.require(minutes <= 59, TimeError::minute_out_of_range);
    const Seconds seconds = read_seconds(in);
    // speedate looks no further behind a sixth digit: "00:00:01.123456 or so" is a duration.
    in.require(in.at_end() || seconds.is_exact, TimeError::extra_characters);
    return {.seconds = hours * 3600 + minutes * 60 + seconds.second, .microseconds = seconds.microsecond};
}

/// "1 day, 03:04:05": spaces and the comma can be left out. The word is "d", "day" or "days" in either case,
/// the letters behind the first all in the same.
Magnitude read_days(Reader& in) noexcept {
    in.require(!in.at_end(), TimeError::too_short);
    const std::uint64_t days = read_number(in);
    in.skip_text(" ");
    in.require(in.skip_one_of("dD"), TimeError::bad_duration_days);
    if (in.skip_text("a")) {
        in.require(in.skip_text("y"), TimeError::bad_duration_days);
        in.skip_text("s");
    } else if (in.skip_text("A")) {
        in.require(in.skip_text("Y"), TimeError::bad_duration_days);
        in.skip_text("S");
    }
    in.skip_text(",");
    in.skip_text(" ");
    Magnitude sum;
    if (!in.at_end()) {
        sum = read_clock(in);
        in.require(sum.seconds < day_seconds, TimeError::duration_hours_too_large);
    }
    sum.days = days;
    return sum;
}

Magnitude read_magnitude(Reader& in) noexcept {
    if (in.skip_text("P")) {
        return read_quantities(in);
    }
    const bool has_days = in.rest().find_first_of("dD") != std::string_view::npos;
    return has_days || in.rest().size() < 5 ? read_days(in) : read_clock(in);
}

/// Everything carried over to where it belongs.
Duration signed_duration(Reader& in, Magnitude sum, bool negative) noexcept {
    sum.seconds += sum.microseconds / 1'000'000;
    sum.microseconds %= 1'000'000;
    sum.days += sum.seconds / day_seconds;
    sum.seconds %= day_seconds;
    in.require(sum.days <= greatest_value, TimeError::duration_value_too_large);
    if (negative && sum.microseconds != 0) {
        ++sum.seconds;
        sum.microseconds = 1'000'000 - sum.microseconds;
    }
    if (negative && sum.seconds != 0) {
        ++sum.days;
        sum.seconds = day_seconds - sum.seconds;
    }
    in.require(sum.days <= greatest_days, TimeError::duration_days_too_large);
    const auto days = static_cast<std::int32_t>(std::min(sum.days, greatest_days));
    return {negative ? -days : days, static_cast<std::int32_t>(sum.seconds),
            static_cast<std::int32_t>(sum.microseconds)};
}

}  // namespace

Result<Duration> parse_duration(std::string_view text) noexcept {
    Reader in(text);
    const bool negative = in.skip_text("-");
    if (!negative) {
        in.skip_text("+");
    }
    const Magnitude sum = read_magnitude(in);
    const Duration duration = signed_duration(in, sum, negative);
    return in.result(duration);
}

}  // namespace fasterapi::time
