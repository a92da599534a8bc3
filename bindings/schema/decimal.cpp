#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "json_decoder.h"
#include "json_encoder.h"
#include "schema/bounds.h"
#include "schema/scalar_errors.h"

namespace fasterapi::python::schema {

namespace {

constexpr const char* type_message = "Decimal input should be an integer, float, string or Decimal object";

constexpr const char* parsing_message = "Input should be a valid decimal";

/// The shortest digits of a number of JSON, without an exponent: pydantic makes Decimals of these.
std::string plain_text(double value) {
    std::array<char, 32> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
    const std::string_view written(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const std::size_t mark = written.find('e');
    if (mark == std::string_view::npos) {
        return std::string(written);  // inf
    }
    const bool negative = written.starts_with('-');
    std::string digits(written.substr(negative ? 1 : 0, mark - (negative ? 1 : 0)));
    std::erase(digits, '.');
    const std::string_view exponent_text = written.substr(mark + (written[mark + 1] == '+' ? 2 : 1));
    int exponent = 0;
    std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent);
    const int whole = exponent + 1;  // digits before the point
    const int count = static_cast<int>(digits.size());
    if (whole <= 0) {
        digits.insert(0, "0." + std::string(static_cast<std::size_t>(-whole), '0'));
    } else if (whole >= count) {
        digits.append(static_cast<std::size_t>(whole - count), '0');
    } else {
        digits.insert(static_cast<std::size_t>(whole), ".");
    }
    return negative ? "-" + digits : digits;
}

/// How a Decimal is written: digits in all, and those behind the point.
struct Digits {
    Py_ssize_t all = 0;
    Py_ssize_t places = 0;

    [[nodiscard]] Py_ssize_t whole() const noexcept { return std::max<Py_ssize_t>(all - places, 0); }
};

/// Whether zeros at the end, behind the point, are digits.
enum class Zeros : std::uint8_t { counted, left_out };

bool is_zero(const Object& digits, Py_ssize_t place) {
    return PyLong_AsLong(PyTuple_GET_ITEM(digits.get(), place)) == 0;
}

/// @return nothing with an exception set.
std::optional<Digits> digits_of(const Object& value, Zeros zeros) {
    const Object parts =
        value ? Object::steal(PyObject_CallMethod(value.get(), "as_tuple", nullptr)) : Object();
    if (!parts || PyTuple_Check(parts.get()) == 0 || PyTuple_GET_SIZE(parts.get()) != 3) {
        return std::nullopt;
    }
    Py_ssize_t exponent = PyLong_AsSsize_t(PyTuple_GET_ITEM(parts.get(), 2));
    if (exponent == -1 && PyErr_Occurred() != nullptr) {
        return std::nullopt;
    }
    const Object digits = Object::steal(PySequence_Tuple(PyTuple_GET_ITEM(parts.get(), 1)));
    if (!digits) {
        return std::nullopt;
    }
    Py_ssize_t count = PyTuple_GET_SIZE(digits.get());
    // Not by normalize(), which rounds to 28 digits.
    while (zeros == Zeros::left_out && count > 0 && is_zero(digits, count - 1) &&
           (exponent < 0 || count == 1)) {
        --count;
        ++exponent;
    }
    if (count == 0) {  // the value is zero
        return Digits{.all = 1, .places = 0};
    }
    if (exponent >= 0) {
        return Digits{.all = count + exponent, .places = 0};
    }
    return Digits{.all = std::max(count, -exponent), .places = -exponent};
}

Object fail_digits(const char* type, const char* name, Py_ssize_t most, const char* unit, const char* end,
                   PyObject* input, Validation& validation, const Location* where) {
    const Object message = Object::steal(PyUnicode_FromFormat(
        "Decimal input should have no more than %zd %s%s%s", most, unit, most == 1 ? "" : "s", end));
    const Object context = message ? Object::steal(Py_BuildValue("{s:n}", name, most)) : Object();
    return context ? validation.fail(type, message, context, input, where) : Object();
}

/// decimal.Decimal.
class DecimalNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration) {
        strict_ = declaration.optional_flag("strict");
        allow_inf_nan_ = declaration.flag("allow_inf_nan");
        most_digits_ = declaration.length("max_digits");
        most_places_ = declaration.length("decimal_places");
        class_ = declaration.object("cls");
        const Object module = Object::steal(PyImport_ImportModule("decimal"));
        error_ = module ? Object::steal(PyObject_GetAttrString(module.get(), "DecimalException")) : Object();
        is_finite_ = Object::steal(PyUnicode_InternFromString("is_finite"));
        is_nan_ = Object::steal(PyUnicode_InternFromString("is_nan"));
        return error_ && is_finite_ && is_nan_ && bounds_.read(declaration, true);
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        const json::Kind kind = reading.reader.peek();
        if (kind != json::Kind::number && kind != json::Kind::string) {
            return {};
        }
        const Object input = decode_json(reading.reader, reading.names);
        Validation validation(reading.state, Mode::json, reading.strict);
        return input ? validate(input.get(), validation, nullptr) : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        Object value = converted(input, validation, where);
        return value ? checked(std::move(value), input, validation, where) : Object();
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        switch (kind) {
            case JsonKind::string:
            case JsonKind::integer:
            case JsonKind::fraction: return Taking::strict;
            case JsonKind::array: return Taking::lax;
            default: return Taking::never;
        }
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return is_instance(value) ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (!is_instance(value)) {
            PyErr_Format(PyExc_TypeError, "a Decimal is expected, not %.100s", Py_TYPE(value)->tp_name);
            return false;
        }
        const Object text = Object::steal(PyObject_Str(value));
        return text && encode_json(text.get(), writing.out);
    }

    int traverse(visitproc visit, void* arg) const override {
        for (const Object* member : {&class_, &error_}) {
            if (const int stop = member->traverse(visit, arg); stop != 0) {
                return stop;
            }
        }
        return bounds_.traverse(visit, arg);
    }
    void clear() noexcept override {
        class_.reset();
        error_.reset();
        bounds_.clear();
    }

private:
    [[nodiscard]] bool is_instance(PyObject* value) const noexcept {
        return PyObject_TypeCheck(value, reinterpret_cast<PyTypeObject*>(class_.get())) != 0;
    }

    [[nodiscard]] Object converted(PyObject* input, Validation& validation, const Location* where) const {
        if (Py_TYPE(input) == reinterpret_cast<PyTypeObject*>(class_.get())) {
            return Object::borrow(input);
        }
        const bool is_json = validation.mode() == Mode::json;
        const bool strict = validation.is_strict(strict_);
        if (is_instance(input)) {
            validation.lower_exactness(Exactness::strict);
            return Object::steal(PyObject_CallOneArg(class_.get(), input));
        }
        if (strict && !is_json) {
            const Object name = Object::steal(PyUnicode_FromString("Decimal"));
            return name ? fail_instance(name.get(), input, validation, where) : Object();
        }
        validation.lower_exactness(is_json ? Exactness::strict : Exactness::lax);
        if (PyBool_Check(input) == 0) {
            if (PyUnicode_Check(input) != 0) {
                return made_of(input, "decimal_parsing", parsing_message, input, validation, where);
            }
            if (PyLong_Check(input) != 0) {
                return Object::steal(PyObject_CallOneArg(class_.get(), input));
            }
            if (PyFloat_Check(input) != 0) {
                const Object text =
                    is_json
                        ? Object::steal(PyUnicode_FromString(plain_text(PyFloat_AS_DOUBLE(input)).c_str()))
                        : Object::steal(PyObject_Str(input));
                return text
                           ? made_of(text.get(), "decimal_parsing", parsing_message, input, validation, where)
                           : Object();
            }
            if (is_json ? !strict && PyList_Check(input) != 0 : PyTuple_Check(input) != 0) {
                validation.lower_exactness(Exactness::lax);
                return from_parts(input, validation, where);
            }
        }
        return validation.fail("decimal_type", type_message, input, where);
    }

    /// (sign, digits, exponent)
    [[nodiscard]] Object from_parts(PyObject* input, Validation& validation, const Location* where) const {
        const Object parts = Object::steal(PySequence_Tuple(input));
        if (!parts) {
            return {};
        }
        return PyTuple_GET_SIZE(parts.get()) == 3
                   ? made_of(parts.get(), "decimal_type", type_message, input, validation, where)
                   : validation.fail("decimal_type", type_message, input, where);
    }

    /// Decimal(argument); what that says is wrong is an error of the type `type`.
    [[nodiscard]] Object made_of(PyObject* argument, const char* type, const char* message, PyObject* input,
                                 Validation& validation, const Location* where) const {
        Object made = Object::steal(PyObject_CallOneArg(class_.get(), argument));
        if (!made &&
            (PyErr_ExceptionMatches(error_.get()) != 0 || PyErr_ExceptionMatches(PyExc_TypeError) != 0 ||
             PyErr_ExceptionMatches(PyExc_ValueError) != 0)) {
            PyErr_Clear();
            validation.fail(type, message, input, where);
        }
        return made;
    }

    [[nodiscard]] Object checked(Object value, PyObject* input, Validation& validation,
                                 const Location* where) const {
        const std::optional<bool> is_finite = ask(value, is_finite_);
        if (!is_finite) {
            return {};
        }
        if (!*is_finite && !allow_inf_nan_) {
            return validation.fail("finite_number", "Input should be a finite number", input, where);
        }
        if (*is_finite && (most_digits_ || most_places_)) {
            if (!has_digits(value, input, validation, where)) {
                return {};
            }
        }
        if (!*is_finite && !bounds_.empty()) {
            const std::optional<bool> is_nan = ask(value, is_nan_);
            if (is_nan.value_or(true)) {
                return is_nan ? bounds_.refuse(input, validation, where) : Object();
            }
        }
        return bounds_.check(std::move(value), input, validation, where);
    }

    [[nodiscard]] static std::optional<bool> ask(const Object& value, const Object& method) {
        const Object answer = Object::steal(PyObject_CallMethodNoArgs(value.get(), method.get()));
        return answer ? std::optional(answer.get() == Py_True) : std::nullopt;
    }

    /// As it is written, or else without the zeros at its end, it has to fit.
    [[nodiscard]] bool has_digits(const Object& value, PyObject* input, Validation& validation,
                                  const Location* where) const {
        const std::optional<Digits> written = digits_of(value, Zeros::counted);
        const std::optional<Digits> least = written ? digits_of(value, Zeros::left_out) : std::nullopt;
        if (!least) {
            return false;
        }
        if (most_digits_ && written->all > *most_digits_ && least->all > *most_digits_) {
            fail_digits("decimal_max_digits", "max_digits", *most_digits_, "digit", " in total", input,
                        validation, where);
            return false;
        }
        if (most_places_ && written->places > *most_places_ && least->places > *most_places_) {
            fail_digits("decimal_max_places", "decimal_places", *most_places_, "decimal place", "", input,
                        validation, where);
            return false;
        }
        if (most_digits_ && most_places_) {
            const Py_ssize_t most = std::max<Py_ssize_t>(*most_digits_ - *most_places_, 0);
            if (written->whole() > most && least->whole() > most) {
                fail_digits("decimal_whole_digits", "whole_digits", most, "digit",
                            " before the decimal point", input, validation, where);
                return false;
            }
        }
        return true;
    }

    std::optional<bool> strict_;
    bool allow_inf_nan_ = false;
    std::optional<Py_ssize_t> most_digits_;
    std::optional<Py_ssize_t> most_places_;
    Object class_;
    Object error_;
    Object is_finite_;  ///< names of methods
    Object is_nan_;     ///< decimal.DecimalException
    Bounds bounds_;
};

}  // namespace

NodePtr make_decimal(const Declaration& declaration, Builder& /*builder*/) {
    auto node = std::make_unique<DecimalNode>();
    return node->build(declaration) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
