#include "schema/time_node.h"
#include "time/number.h"
#include "time/parse.h"

namespace fasterapi::python::schema {

namespace {

struct Datetime {
    using Value = time::DateTime;
    static constexpr const char* name = "datetime";
    static constexpr bool tells_what_it_made = false;
    static constexpr bool takes_bool = false;

    static bool is_instance(const TimeTypes& types, PyObject* object) noexcept {
        return types.is_datetime(object);
    }
    static time::Result<Value> parse(std::string_view text, bool strict) noexcept {
        return strict ? time::parse_strict_datetime(text) : time::parse_datetime(text);
    }
    template <class Number>
    static time::Result<Value> of_number(Number number) noexcept {
        const time::Result<Value> value = time::moment_of_number(number);
        return value && value->date.year == 0 ? time::TimeError::year_zero : value;
    }
    /// A date's midnight.
    static std::optional<time::Result<Value>> convert(const TimeTypes& types, PyObject* input) {
        Value value;
        if (!types.is_date(input) || !types.read(input, value.date)) {
            return std::nullopt;
        }
        return time::Result<Value>(value);
    }
    static void write(ByteBuffer& out, const Value& value) { time::write_datetime(out, value); }

    static Object fail_type(PyObject* input, Validation& validation, const Location* where) {
        return validation.fail("datetime_type", "Input should be a valid datetime", input, where);
    }
    static Object fail_too_large(PyObject* input, Validation& validation, const Location* where) {
        return fail_type(input, validation, where);
    }
    static Object fail_reading(PyObject* input, Validation& validation, const Location* where) {
        if (PyErr_ExceptionMatches(PyExc_Exception) == 0) {
            return {};
        }
        const Object error = take_exception();
        const Object shown =
            Object::steal(PyUnicode_FromFormat("%s: %S", Py_TYPE(error.get())->tp_name, error.get()));
        const Object message =
            shown ? Object::steal(PyUnicode_FromFormat("Invalid datetime object, got %U", shown.get()))
                  : Object();
        const Object context =
            message ? Object::steal(Py_BuildValue("{s:O}", "error", shown.get())) : Object();
        return context ? validation.fail("datetime_object_invalid", message, context, input, where)
                       : Object();
    }
    static Object fail(time::TimeError error, TimeSource source, PyObject* input, Validation& validation,
                       const Location* where) {
        return source == TimeSource::text && error != time::TimeError::year_zero
                   ? fail_time("datetime_from_date_parsing", "Input should be a valid datetime or date",
                               error, input, validation, where)
                   : fail_time("datetime_parsing", "Input should be a valid datetime", error, input,
                               validation, where);
    }
};

}  // namespace

NodePtr make_datetime(const Declaration& declaration, Builder& builder) {
    return make_time_node<Datetime>(declaration, builder);
}

}  // namespace fasterapi::python::schema
