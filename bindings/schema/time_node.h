#pragma once

#include <cmath>
#include <concepts>

#include "base/byte_buffer.h"
#include "module_state.h"
#include "schema/text_input.h"
#include "schema/time_bounds.h"
#include "time/error.h"

namespace fasterapi::python::schema {

/// What a date or time was made of, where making it failed.
enum class TimeSource : std::uint8_t { text, strict_text, number };

/// Note `message`, which goes on with why, as an error of the type `type`.
Object fail_time(const char* type, const char* message, time::TimeError error, PyObject* input,
                 Validation& validation, const Location* where);

/// For Kind::fail_reading: what was raised goes on.
inline Object raise_on(PyObject* /*input*/, Validation& /*validation*/, const Location* /*where*/) {
    return {};
}

/// Append a number of seconds, which is finite; as a member's name without an exponent and without ".0".
void write_seconds(ByteBuffer& out, double seconds, bool is_name);

/// Whether a time has to have an offset from UTC.
enum class Awareness : std::uint8_t { any, aware, naive };
[[nodiscard]] Awareness read_awareness(const Declaration& declaration);
/// @return false after noting that it does not keep to that.
[[nodiscard]] bool check_awareness(Awareness awareness, const time::Time& value, PyObject* input,
                                   Validation& validation, const Location* where);

/// A date, a datetime, a time or a timedelta. What is its own of each is in `Kind`:
///
/// - `Value`, of core/src/time, and `is_instance(types, object)`;
/// - `parse(text, strict)` and `of_number(number)`, for std::int64_t and double;
/// - `fail_type(...)` and `fail(error, source, ...)`, which note an error;
/// - `write(out, value)`;
/// - `convert(...)`, if there are other objects that lax mode takes;
/// - `fail_too_large(...)`, for an integer in JSON beyond 64 bits;
/// - `fail_reading(...)`, with what the tzinfo of an instance raised set as exception;
/// - `as_number(value)`, for one that may be written as a number of seconds;
/// - `takes_bool`, and `tells_what_it_made`: an error that a bound is not kept shows that and not the input.
template <class Kind>
class TimeNode final : public Node {
public:
    using Value = typename Kind::Value;

    [[nodiscard]] bool build(const Declaration& declaration, Builder& builder) {
        types_ = &builder.state().time_types;
        strict_ = declaration.optional_flag("strict");
        if constexpr (has_offset) {
            awareness_ = read_awareness(declaration);
        }
        if constexpr (has_number) {
            writes_number_ = declaration.text("ser_json") == "float";
        }
        return builder.state().time_types.import() && bounds_.read(declaration, *types_);
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        json::Reader& reader = reading.reader;
        json::Text text;
        if (reader.peek() != json::Kind::string || !reader.read_string(text)) {
            return {};
        }
        // What lax mode takes beyond that is converted.
        const auto value = Kind::parse(text.utf8, true);
        return value && bounds_.allow(*value) && is_aware_enough(*value) ? types_->make(*value) : Object();
    }

    [[nodiscard]] Object read_text(std::string_view text) const override {
        if (strict_.value_or(false)) {
            return {};
        }
        const auto value = Kind::parse(text, false);
        return value && bounds_.allow(*value) && is_aware_enough(*value) ? types_->make(*value) : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        if (!Kind::is_instance(*types_, input)) {
            return converted(input, validation, where);
        }
        Value value;
        if (!bounds_.empty() || awareness_ != Awareness::any) {
            if (!types_->read(input, value)) {
                return Kind::fail_reading(input, validation, where);
            }
            if (!keeps_rules(value, input, validation, where)) {
                return {};
            }
        }
        return Object::borrow(input);
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        switch (kind) {
            case JsonKind::string: return Taking::strict;
            case JsonKind::integer:
            case JsonKind::fraction: return Taking::lax;
            default: return Taking::never;
        }
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return Kind::is_instance(*types_, value) ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        return write(value, writing, false);
    }
    [[nodiscard]] bool write_name(PyObject* value, Writing& writing) const override {
        return write(value, writing, true);
    }

private:
    static constexpr bool has_offset = std::same_as<Value, time::Time> || std::same_as<Value, time::DateTime>;
    static constexpr bool has_number = requires(const Value& value) { Kind::as_number(value); };

    [[nodiscard]] bool write(PyObject* value, Writing& writing, bool is_name) const {
        if (!Kind::is_instance(*types_, value)) {
            PyErr_Format(PyExc_TypeError, "a %s is expected, not %.100s", Kind::name,
                         Py_TYPE(value)->tp_name);
            return false;
        }
        Value read;
        if (!types_->read(value, read)) {
            return false;
        }
        if constexpr (has_number) {
            if (writes_number_) {
                write_seconds(writing.out, Kind::as_number(read), is_name);
                return true;
            }
        }
        writing.out.append('"');
        Kind::write(writing.out, read);
        writing.out.append('"');
        return true;
    }

    [[nodiscard]] Object converted(PyObject* input, Validation& validation, const Location* where) const {
        const bool strict = validation.is_strict_for_keys(strict_);
        if (PyUnicode_Check(input) != 0 && (!strict || validation.mode() == Mode::json)) {
            const TextInput text = text_of(input);
            if (text.is != TextInput::Is::text) {
                return fail_unicode(input, validation, where);
            }
            // A date for a datetime, or a datetime for a date, is a conversion.
            const bool is_own_text = validation.mode() == Mode::json && Kind::parse(text.utf8, true);
            validation.lower_exactness(is_own_text ? Exactness::strict : Exactness::lax);
            return finished(Kind::parse(text.utf8, strict),
                            strict ? TimeSource::strict_text : TimeSource::text, input, validation, where);
        }
        if (strict) {
            return Kind::fail_type(input, validation, where);
        }
        validation.lower_exactness(Exactness::lax);
        if (PyBytes_Check(input) != 0) {
            return finished(Kind::parse(view_of_bytes(input), false), TimeSource::text, input, validation,
                            where);
        }
        if constexpr (requires { Kind::convert(*types_, input); }) {
            if (const auto value = Kind::convert(*types_, input)) {
                return finished(*value, TimeSource::number, input, validation, where);
            }
            if (PyErr_Occurred() != nullptr) {
                return {};
            }
        }
        return from_number(input, validation, where);
    }

    [[nodiscard]] Object from_number(PyObject* input, Validation& validation, const Location* where) const {
        if (PyBool_Check(input) != 0 && (!Kind::takes_bool || validation.mode() == Mode::json)) {
            return Kind::fail_type(input, validation, where);
        }
        if (PyLong_Check(input) != 0) {
            int overflow = 0;
            const std::int64_t number = PyLong_AsLongLongAndOverflow(input, &overflow);
            if (overflow == 0) {
                return finished(Kind::of_number(number), TimeSource::number, input, validation, where);
            }
            if (validation.mode() == Mode::json) {
                return Kind::fail_too_large(input, validation, where);
            }
            return finished(Kind::of_number(overflow < 0 ? INT64_MIN : INT64_MAX), TimeSource::number, input,
                            validation, where);
        }
        const double number = PyFloat_AsDouble(input);
        if (PyErr_Occurred() != nullptr) {
            PyErr_Clear();
            return Kind::fail_type(input, validation, where);
        }
        const auto value =
            std::isnan(number) ? time::Result<Value>(time::TimeError::not_a_number) : Kind::of_number(number);
        return finished(value, TimeSource::number, input, validation, where);
    }

    [[nodiscard]] Object finished(const time::Result<Value>& value, TimeSource source, PyObject* input,
                                  Validation& validation, const Location* where) const {
        if (!value) {
            // That there is no such object comes out when pydantic makes it, after the bounds were looked at.
            if (value.error() == time::TimeError::year_zero &&
                !bounds_.check_year_zero(input, validation, where)) {
                return {};
            }
            return Kind::fail(value.error(), source, input, validation, where);
        }
        Object made = types_->make(*value);
        PyObject* const told = Kind::tells_what_it_made ? made.get() : input;
        return made && keeps_rules(*value, told, validation, where) ? made : Object();
    }

    /// @return false after noting the first rule that `value` does not keep.
    [[nodiscard]] bool keeps_rules(const Value& value, PyObject* input, Validation& validation,
                                   const Location* where) const {
        if (!bounds_.check(value, input, validation, where)) {
            return false;
        }
        if constexpr (has_offset) {
            return check_awareness(awareness_, time_in(value), input, validation, where);
        }
        return true;
    }
    [[nodiscard]] bool is_aware_enough(const Value& value) const noexcept {
        if constexpr (has_offset) {
            return awareness_ == Awareness::any ||
                   (awareness_ == Awareness::aware) == time_in(value).utc_offset_seconds.has_value();
        }
        return true;
    }
    static time::Time time_in(const time::Time& value) noexcept { return value; }
    static time::Time time_in(const time::DateTime& value) noexcept { return value.time; }

    const TimeTypes* types_ = nullptr;
    std::optional<bool> strict_;
    Awareness awareness_ = Awareness::any;
    bool writes_number_ = false;
    TimeBounds<Value> bounds_;
};

template <class Kind>
[[nodiscard]] NodePtr make_time_node(const Declaration& declaration, Builder& builder) {
    auto node = std::make_unique<TimeNode<Kind>>();
    return node->build(declaration, builder) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
