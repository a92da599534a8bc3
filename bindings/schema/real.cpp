#include <cmath>
#include <string>

#include "json/writer.h"
#include "schema/bounds.h"
#include "schema/number_grammar.h"
#include "schema/real_writer.h"
#include "schema/text_input.h"

namespace fasterapi::python::schema {

namespace {

constexpr const char* type_message = "Input should be a valid number";
constexpr const char* parsing_message = "Input should be a valid number, unable to parse string as a number";

/// float.
class RealNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration) {
        strict_ = declaration.optional_flag("strict");
        allow_inf_nan_ = declaration.flag("allow_inf_nan");
        return bounds_.read(declaration, true);
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        json::Reader& reader = reading.reader;
        json::Number number;
        if (reader.peek() != json::Kind::number || !reader.read_number(number)) {
            return {};
        }
        const double value = number.is_small ? static_cast<double>(number.value) : number.to_double();
        const bool is_right = bounds_.allow(value) && (allow_inf_nan_ || std::isfinite(value));
        return is_right ? Object::steal(PyFloat_FromDouble(value)) : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        Object value =
            PyFloat_CheckExact(input) != 0 ? Object::borrow(input) : converted(input, validation, where);
        if (!value) {
            return {};
        }
        if (!allow_inf_nan_ && !std::isfinite(PyFloat_AS_DOUBLE(value.get()))) {
            return validation.fail("finite_number", "Input should be a finite number", input, where);
        }
        return bounds_.check(std::move(value), input, validation, where);
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        switch (kind) {
            case JsonKind::fraction: return Taking::exact;
            case JsonKind::integer: return Taking::strict;
            case JsonKind::boolean:
            case JsonKind::string: return Taking::lax;
            default: return Taking::never;
        }
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return PyFloat_Check(value) != 0 ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (writing.is_choosing && PyFloat_Check(value) == 0) {
            PyErr_Format(PyExc_TypeError, "a float is expected, not %.100s", Py_TYPE(value)->tp_name);
            return false;
        }
        const double number =
            PyFloat_CheckExact(value) != 0 ? PyFloat_AS_DOUBLE(value) : PyFloat_AsDouble(value);
        if (number == -1 && PyErr_Occurred() != nullptr) {
            return false;
        }
        if (!write_real(writing.out, number)) {
            json::write_null(writing.out);  // as pydantic does
        }
        return true;
    }
    [[nodiscard]] bool write_validates() const noexcept override { return allow_inf_nan_ && bounds_.empty(); }

    int traverse(visitproc visit, void* arg) const override { return bounds_.traverse(visit, arg); }
    void clear() noexcept override { bounds_.clear(); }

private:
    [[nodiscard]] Object converted(PyObject* input, Validation& validation, const Location* where) const {
        const bool strict = validation.is_strict(strict_);
        const TextInput text = strict ? TextInput{} : text_of(input);
        const bool is_number = text.is == TextInput::Is::other && PyBool_Check(input) == 0;
        validation.lower_exactness(is_number ? Exactness::strict : Exactness::lax);
        switch (text.is) {
            case TextInput::Is::text: {
                double value = 0;
                return read_real(text.utf8, value)
                           ? Object::steal(PyFloat_FromDouble(value))
                           : validation.fail("float_parsing", parsing_message, input, where);
            }
            case TextInput::Is::not_unicode: return fail_unicode(input, validation, where);
            case TextInput::Is::not_utf8:
                return validation.fail("float_parsing", parsing_message, input, where);
            case TextInput::Is::other: break;
        }
        const double value = strict && PyBool_Check(input) != 0 ? -1 : PyFloat_AsDouble(input);
        if ((strict && PyBool_Check(input) != 0) || PyErr_Occurred() != nullptr) {
            PyErr_Clear();
            return validation.fail("float_type", type_message, input, where);
        }
        return Object::steal(PyFloat_FromDouble(value));
    }

    std::optional<bool> strict_;
    Bounds bounds_;
    bool allow_inf_nan_ = true;
};

}  // namespace

NodePtr make_real(const Declaration& declaration, Builder& /*builder*/) {
    auto node = std::make_unique<RealNode>();
    return node->build(declaration) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
