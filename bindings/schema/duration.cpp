#include "schema/time_node.h"
#include "time/number.h"
#include "time/parse.h"

namespace fasterapi::python::schema {

namespace {

struct Duration {
    using Value = time::Duration;
    static constexpr const char* name = "timedelta";
    static constexpr bool tells_what_it_made = true;
    static constexpr bool takes_bool = true;

    static bool is_instance(const TimeTypes& types, PyObject* object) noexcept {
        return types.is_duration(object);
    }
    static time::Result<Value> parse(std::string_view text, bool /*strict*/) noexcept {
        return time::parse_duration(text);
    }
    template <class Number>
    static time::Result<Value> of_number(Number number) noexcept {
        return time::duration_of_number(number);
    }
    static void write(ByteBuffer& out, const Value& value) { time::write_duration(out, value); }
    static double as_number(const Value& value) noexcept {
        const std::int64_t seconds = std::int64_t{86400} * value.days + value.seconds;
        // In one division, so that it is the nearest double, as long as the microseconds fit.
        constexpr std::int64_t most = INT64_MAX / 1'000'000 - 1;
        return seconds < most && seconds > -most
                   ? static_cast<double>(seconds * 1'000'000 + value.microseconds) / 1e6
                   : static_cast<double>(seconds) + value.microseconds / 1e6;
    }

    static const char* message(const Validation& validation) noexcept {
        return validation.in_words_of("Input should be a valid timedelta",
                                      "Input should be a valid duration");
    }
    static Object fail_type(PyObject* input, Validation& validation, const Location* where) {
        return validation.fail("time_delta_type", message(validation), input, where);
    }
    static Object fail_too_large(PyObject* input, Validation& validation, const Location* where) {
        return fail_type(input, validation, where);
    }
    static constexpr auto fail_reading = raise_on;
    static Object fail(time::TimeError error, TimeSource /*source*/, PyObject* input, Validation& validation,
                       const Location* where) {
        return fail_time("time_delta_parsing", message(validation), error, input, validation, where);
    }
};

}  // namespace

NodePtr make_duration(const Declaration& declaration, Builder& builder) {
    return make_time_node<Duration>(declaration, builder);
}

}  // namespace fasterapi::python::schema
