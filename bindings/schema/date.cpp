#include "schema/time_node.h"
#include "time/number.h"
#include "time/parse.h"

namespace fasterapi::python::schema {

namespace {

/// The day of a moment, if it is at midnight.
time::Result<time::Date> exact_date(const time::DateTime& moment) noexcept {
    const time::Time& time = moment.time;
    if (time.hour != 0 || time.minute != 0 || time.second != 0 || time.microsecond != 0) {
        return time::TimeError::date_not_exact;
    }
    if (moment.date.year == 0) {
        return time::TimeError::year_zero;
    }
    return moment.date;
}

struct Date {
    using Value = time::Date;
    static constexpr const char* name = "date";
    static constexpr bool tells_what_it_made = false;
    static constexpr bool takes_bool = false;

    static bool is_instance(const TimeTypes& types, PyObject* object) noexcept {
        return types.is_date(object) && !types.is_datetime(object);
    }
    static time::Result<Value> parse(std::string_view text, bool strict) noexcept {
        return strict ? time::parse_strict_date(text) : time::parse_date(text);
    }
    template <class Number>
    static time::Result<Value> of_number(Number number) noexcept {
        const time::Result<time::DateTime> moment = time::moment_of_number(number);
        return moment ? exact_date(*moment) : time::Result<Value>(moment.error());
    }
    /// A datetime's day.
    static std::optional<time::Result<Value>> convert(const TimeTypes& types, PyObject* input) {
        time::DateTime value;
        if (!types.is_datetime(input) || !types.read(input, value)) {
            return std::nullopt;
        }
        return exact_date(value);
    }
    static void write(ByteBuffer& out, const Value& value) { time::write_date(out, value); }

    static Object fail_type(PyObject* input, Validation& validation, const Location* where) {
        return validation.fail("date_type", "Input should be a valid date", input, where);
    }
    static Object fail_too_large(PyObject* input, Validation& validation, const Location* where) {
        return fail_type(input, validation, where);
    }
    static constexpr auto fail_reading = raise_on;
    static Object fail(time::TimeError error, TimeSource source, PyObject* input, Validation& validation,
                       const Location* where) {
        if (error == time::TimeError::date_not_exact) {
            return validation.fail("date_from_datetime_inexact",
                                   "Datetimes provided to dates should have zero time - e.g. be exact dates",
                                   input, where);
        }
        return source == TimeSource::strict_text || error == time::TimeError::year_zero
                   ? fail_time("date_parsing", "Input should be a valid date in the format YYYY-MM-DD", error,
                               input, validation, where)
                   : fail_time("date_from_datetime_parsing", "Input should be a valid date or datetime",
                               error, input, validation, where);
    }
};

}  // namespace

NodePtr make_date(const Declaration& declaration, Builder& builder) {
    return make_time_node<Date>(declaration, builder);
}

}  // namespace fasterapi::python::schema
