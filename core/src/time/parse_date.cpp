#include "time/parse.h"
#include "time/parts.h"
#include "time/timestamp.h"

namespace fasterapi::time {

namespace {

Result<Date> read_date_alone(std::string_view text) noexcept {
    Reader in(text);
    const Date date = read_date(in);
    in.require(in.at_end(), TimeError::extra_characters);
    return in.result(date);
}

/// A date and a time, or a timestamp; of the years 0 to 9999.
Result<DateTime> read_moment(std::string_view text) noexcept {
    Reader in(text);
    DateTime value;
    value.date = read_date(in);
    in.require(in.skip_one_of("Tt_ "), TimeError::bad_datetime_separator);
    if (!in.failed()) {
        value.time = read_time(in);
    }
    if (in.failed()) {
        if (const auto moment = parse_timestamp(text)) {
            return *moment;
        }
    }
    return in.result(value);
}

bool is_midnight(const Time& time) noexcept {
    return time.hour == 0 && time.minute == 0 && time.second == 0 && time.microsecond == 0;
}

}  // namespace

Result<Date> parse_date(std::string_view text) noexcept {
    Result<Date> date = read_date_alone(text);
    if (!date) {
        const Result<DateTime> moment = read_moment(text);
        if (!moment) {
            return moment.error();
        }
        if (!is_midnight(moment->time)) {
            return TimeError::date_not_exact;
        }
        date = moment->date;
    }
    if (date->year == 0) {
        return TimeError::year_zero;
    }
    return date;
}

Result<Date> parse_strict_date(std::string_view text) noexcept {
    Result<Date> date = read_date_alone(text);
    if (!date) {
        const auto moment = parse_integer_timestamp(text);
        if (!moment) {
            return date;
        }
        if (!*moment) {
            return moment->error();
        }
        if (!is_midnight((*moment)->time)) {
            return TimeError::timestamp_not_exact;
        }
        date = (*moment)->date;
    }
    if (date->year == 0) {
        return TimeError::year_zero;
    }
    return date;
}

Result<DateTime> parse_strict_datetime(std::string_view text) noexcept {
    Result<DateTime> moment = read_moment(text);
    if (moment && moment->date.year == 0) {
        return TimeError::year_zero;
    }
    return moment;
}

Result<DateTime> parse_datetime(std::string_view text) noexcept {
    Result<DateTime> moment = read_moment(text);
    if (!moment) {
        const Result<Date> date = read_date_alone(text);
        if (!date) {
            // An integer was read as a timestamp, or is none: a date has the same to say of it.
            const auto timestamp = parse_integer_timestamp(text);
            return timestamp ? timestamp->error() : date.error();
        }
        moment = DateTime{*date, Time{}};
    }
    if (moment->date.year == 0) {
        return TimeError::year_zero;
    }
    return moment;
}

}  // namespace fasterapi::time
