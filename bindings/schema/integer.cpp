#include <charconv>
#include <cmath>
#include <string>

#include "json/writer.h"
#include "json_encoder.h"
#include "schema/bounds.h"
#include "schema/number_grammar.h"
#include "schema/text_input.h"

namespace fasterapi::python::schema {

namespace {

constexpr const char* type_message = "Input should be a valid integer";
constexpr const char* parsing_message =
    "Input should be a valid integer, unable to parse string as an integer";
constexpr const char* size_message = "Unable to parse input string as an integer, exceeded maximum size";

/// Whoever has one has imported its module.
bool is_decimal(PyObject* input) {
    const Object name = Object::steal(PyUnicode_InternFromString("decimal"));
    const Object module = name ? Object::steal(PyImport_GetModule(name.get())) : Object();
    const Object type = module ? Object::steal(PyObject_GetAttrString(module.get(), "Decimal")) : Object();
    PyErr_Clear();
    return type && PyObject_TypeCheck(input, reinterpret_cast<PyTypeObject*>(type.get())) != 0;
}

/// int.
class IntegerNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration) {
        strict_ = declaration.optional_flag("strict");
        return bounds_.read(declaration, true);
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        json::Reader& reader = reading.reader;
        json::Number number;
        if (reader.peek() != json::Kind::number || !reader.read_number(number) || !number.is_small ||
            !bounds_.allow(number.value)) {
            return {};
        }
        return Object::steal(PyLong_FromLongLong(number.value));
    }

    [[nodiscard]] Object read_text(std::string_view text) const override {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool plain = error == std::errc() && end == text.data() + text.size() && bounds_.allow(value);
        return plain && !strict_.value_or(false) ? Object::steal(PyLong_FromLongLong(value)) : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        Object value = PyLong_CheckExact(input) != 0   ? Object::borrow(input)
                       : validation.is_strict(strict_) ? strict_value(input, validation, where)
                                                       : lax_value(input, validation, where);
        return value ? bounds_.check(std::move(value), input, validation, where) : Object();
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        switch (kind) {
            case JsonKind::integer: return Taking::exact;
            case JsonKind::boolean:
            case JsonKind::fraction:
            case JsonKind::string: return Taking::lax;
            default: return Taking::never;
        }
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return PyLong_Check(value) != 0 ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override;
    [[nodiscard]] bool write_validates() const noexcept override { return bounds_.empty(); }

    int traverse(visitproc visit, void* arg) const override { return bounds_.traverse(visit, arg); }
    void clear() noexcept override { bounds_.clear(); }

private:
    [[nodiscard]] static Object strict_value(PyObject* input, Validation& validation, const Location* where) {
        if (PyLong_Check(input) == 0 || PyBool_Check(input) != 0) {
            return validation.fail("int_type", type_message, input, where);
        }
        validation.lower_exactness(Exactness::strict);
        return Object::steal(PyNumber_Long(input));
    }

    [[nodiscard]] static Object lax_value(PyObject* input, Validation& validation, const Location* where) {
        const bool is_integer = PyLong_Check(input) != 0 && PyBool_Check(input) == 0;
        validation.lower_exactness(is_integer ? Exactness::strict : Exactness::lax);
        const TextInput text = text_of(input);
        switch (text.is) {
            case TextInput::Is::text: return from_text(text.utf8, input, validation, where);
            case TextInput::Is::not_unicode: return fail_unicode(input, validation, where);
            case TextInput::Is::not_utf8:
                return validation.fail("int_parsing", parsing_message, input, where);
            case TextInput::Is::other: break;
        }
        if (PyLong_Check(input) != 0) {
            return Object::steal(PyNumber_Long(input));
        }
        if (PyFloat_Check(input) == 0 && is_decimal(input)) {
            return from_decimal(input, validation, where);
        }
        const double number = PyFloat_AsDouble(input);
        if (PyErr_Occurred() != nullptr) {
            PyErr_Clear();
            Object value = value_of_member(input);
            const bool has_integer = value && PyLong_CheckExact(value.get()) != 0;
            return has_integer || PyErr_Occurred() != nullptr
                       ? value
                       : validation.fail("int_type", type_message, input, where);
        }
        return from_real(number, input, validation, where);
    }

    [[nodiscard]] static Object from_text(std::string_view text, PyObject* input, Validation& validation,
                                          const Location* where) {
        std::string digits;
        switch (read_integer(text, digits)) {
            case IntegerText::integer: return Object::steal(PyLong_FromString(digits.c_str(), nullptr, 10));
            case IntegerText::too_long:
                return validation.fail("int_parsing_size", size_message, input, where);
            case IntegerText::no_integer: break;
        }
        return validation.fail("int_parsing", parsing_message, input, where);
    }

    /// Exactly, where a double would not hold it.
    [[nodiscard]] static Object from_decimal(PyObject* input, Validation& validation, const Location* where) {
        const Object is_finite = Object::steal(PyObject_CallMethod(input, "is_finite", nullptr));
        if (!is_finite || is_finite.get() == Py_False) {
            return is_finite ? from_real(INFINITY, input, validation, where) : Object();
        }
        const Object whole = Object::steal(PyObject_CallMethod(input, "to_integral_value", nullptr));
        const int is_whole = whole ? PyObject_RichCompareBool(whole.get(), input, Py_EQ) : -1;
        if (is_whole <= 0) {
            return is_whole < 0 ? Object() : from_real(0.5, input, validation, where);
        }
        // int() takes fifty times as long for 1E+99999.
        const Object ratio = Object::steal(PyObject_CallMethod(input, "as_integer_ratio", nullptr));
        return ratio ? Object::steal(PySequence_GetItem(ratio.get(), 0)) : Object();
    }

    [[nodiscard]] static Object from_real(double number, PyObject* input, Validation& validation,
                                          const Location* where) {
        if (!std::isfinite(number)) {
            return validation.fail("finite_number", "Input should be a finite number", input, where);
        }
        if (number != std::trunc(number)) {
            return validation.fail("int_from_float",
                                   "Input should be a valid integer, got a number with a fractional part",
                                   input, where);
        }
        if (std::fabs(number) >= 0x1p63) {
            return validation.fail("int_parsing_size", size_message, input, where);
        }
        return Object::steal(PyLong_FromDouble(number));
    }

    std::optional<bool> strict_;
    Bounds bounds_;
};

bool IntegerNode::write(PyObject* value, Writing& writing) const {
    if (PyLong_Check(value) == 0 || (writing.checks && PyBool_Check(value) != 0)) {
        PyErr_Format(PyExc_TypeError, "an int is expected, not %.100s", Py_TYPE(value)->tp_name);
        return false;
    }
    if (PyBool_Check(value) != 0) {
        json::write_bool(writing.out, value == Py_True);
        return true;
    }
    return encode_integer(value, writing.out);
}

}  // namespace

NodePtr make_integer(const Declaration& declaration, Builder& /*builder*/) {
    auto node = std::make_unique<IntegerNode>();
    return node->build(declaration) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
