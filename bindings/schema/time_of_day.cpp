#include "schema/time_node.h"
#include "time/number.h"
#include "time/parse.h"

namespace fasterapi::python::schema {

namespace {

struct TimeOfDay {
    using Value = time::Time;
    static constexpr const char* name = "time";
    static constexpr bool tells_what_it_made = false;
    static constexpr bool takes_bool = false;

    static bool is_instance(const TimeTypes& types, PyObject* object) noexcept {
        return types.is_time(object);
    }
    static time::Result<Value> parse(std::string_view text, bool /*strict*/) noexcept {
        return time::parse_time(text);
    }
    template <class Number>
    static time::Result<Value> of_number(Number number) noexcept {
        return time::time_of_number(number);
    }
    static void write(ByteBuffer& out, const Value& value) { time::write_time(out, value); }

    static Object fail_type(PyObject* input, Validation& validation, const Location* where) {
        return validation.fail("time_type", "Input should be a valid time", input, where);
    }
    /// Also what is far below zero, as with pydantic.
    static Object fail_too_large(PyObject* input, Validation& validation, const Location* where) {
        return fail(time::TimeError::time_too_large, TimeSource::number, input, validation, where);
    }
    static constexpr auto fail_reading = raise_on;
    static Object fail(time::TimeError error, TimeSource /*source*/, PyObject* input, Validation& validation,
                       const Location* where) {
        return fail_time("time_parsing", "Input should be in a valid time format", error, input, validation,
                         where);
    }
};

}  // namespace

NodePtr make_time_of_day(const Declaration& declaration, Builder& builder) {
    return make_time_node<TimeOfDay>(declaration, builder);
}

}  // namespace fasterapi::python::schema
