#include <algorithm>
#include <array>
#include <cmath>

#include "http/ascii.h"
#include "json/writer.h"
#include "schema/builder.h"
#include "schema/text_input.h"

namespace fasterapi::python::schema {

namespace {

constexpr std::array<std::string_view, 6> words_of_true{"1", "on", "t", "true", "y", "yes"};
constexpr std::array<std::string_view, 6> words_of_false{"0", "f", "false", "n", "no", "off"};

bool is_one_of(const std::array<std::string_view, 6>& words, std::string_view text) noexcept {
    return std::any_of(words.begin(), words.end(),
                       [text](std::string_view word) { return http::is_lower_case_of(word, text); });
}

/// bool.
class BooleanNode final : public Node {
public:
    explicit BooleanNode(std::optional<bool> strict) noexcept : strict_(strict) {}

    [[nodiscard]] Object read(Reading& reading) const override {
        bool value = false;
        json::Reader& reader = reading.reader;
        return reader.peek() == json::Kind::boolean && reader.read_boolean(value)
                   ? Object::borrow(value ? Py_True : Py_False)
                   : Object();
    }

    [[nodiscard]] Object read_text(std::string_view text) const override {
        if (strict_.value_or(false) || (text != "true" && text != "false")) {
            return {};
        }
        return Object::borrow(text == "true" ? Py_True : Py_False);
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        if (PyBool_Check(input) != 0) {
            return Object::borrow(input);
        }
        validation.lower_exactness(Exactness::lax);
        const TextInput text = validation.is_strict(strict_) ? TextInput{} : text_of(input);
        switch (text.is) {
            case TextInput::Is::text:
                if (is_one_of(words_of_true, text.utf8)) return Object::borrow(Py_True);
                if (is_one_of(words_of_false, text.utf8)) return Object::borrow(Py_False);
                return fail_parsing(input, validation, where);
            case TextInput::Is::not_unicode: return fail_unicode(input, validation, where);
            case TextInput::Is::not_utf8: return fail_parsing(input, validation, where);
            case TextInput::Is::other: break;
        }
        if (validation.is_strict(strict_)) {
            return fail_type(input, validation, where);
        }
        const std::optional<std::int64_t> number = integer_of(input);
        if (number == 0 || number == 1) {
            return Object::borrow(number == 1 ? Py_True : Py_False);
        }
        return number ? fail_parsing(input, validation, where) : fail_type(input, validation, where);
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        switch (kind) {
            case JsonKind::boolean: return Taking::exact;
            case JsonKind::integer:
            case JsonKind::fraction:
            case JsonKind::string: return Taking::lax;
            default: return Taking::never;
        }
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return PyBool_Check(value) != 0 ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (PyBool_Check(value) == 0) {
            PyErr_Format(PyExc_TypeError, "a bool is expected, not %.100s", Py_TYPE(value)->tp_name);
            return false;
        }
        json::write_bool(writing.out, value == Py_True);
        return true;
    }
    [[nodiscard]] bool write_validates() const noexcept override { return true; }

private:
    /// Of an int or of a float without fraction, where it is of a machine's size.
    [[nodiscard]] static std::optional<std::int64_t> integer_of(PyObject* input) noexcept {
        if (PyLong_Check(input) != 0) {
            int overflow = 0;
            const std::int64_t value = PyLong_AsLongLongAndOverflow(input, &overflow);
            return overflow == 0 ? std::optional(value) : std::nullopt;
        }
        const PyNumberMethods* methods = Py_TYPE(input)->tp_as_number;
        const bool is_number =
            methods != nullptr && (methods->nb_float != nullptr || methods->nb_index != nullptr);
        double value = is_number ? PyFloat_AsDouble(input) : NAN;
        if (PyErr_Occurred() != nullptr) {
            PyErr_Clear();
            value = NAN;
        }
        const bool fits = std::fabs(value) < 0x1p63 && value == std::trunc(value);
        return fits ? std::optional(static_cast<std::int64_t>(value)) : std::nullopt;
    }
    [[nodiscard]] static Object fail_type(PyObject* input, Validation& validation, const Location* where) {
        return validation.fail("bool_type", "Input should be a valid boolean", input, where);
    }
    [[nodiscard]] static Object fail_parsing(PyObject* input, Validation& validation, const Location* where) {
        return validation.fail("bool_parsing", "Input should be a valid boolean, unable to interpret input",
                               input, where);
    }

    std::optional<bool> strict_;
};

}  // namespace

NodePtr make_boolean(const Declaration& declaration, Builder& /*builder*/) {
    return std::make_unique<BooleanNode>(declaration.optional_flag("strict"));
}

}  // namespace fasterapi::python::schema
