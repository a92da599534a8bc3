#include "json_encoder.h"
#include "schema/builder.h"
#include "schema/number_grammar.h"
#include "schema/text_input.h"
#include "schema/text_length.h"
#include "schema/text_pattern.h"

namespace fasterapi::python::schema {

namespace {

/// str.
class TextNode final : public Node {
public:
    explicit TextNode(const Declaration& declaration)
        : strict_(declaration.optional_flag("strict")),
          length_(declaration, {.too_short = "string_too_short",
                                .too_long = "string_too_long",
                                .name = "String",
                                .unit = "character"}),
          strips_(declaration.flag("strip_whitespace")),
          lowers_(declaration.flag("to_lower")),
          raises_(declaration.flag("to_upper")) {
        static_cast<void>(pattern_.read(declaration));  // an exception says so
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        json::Reader& reader = reading.reader;
        json::Text text;
        if (strips_ || lowers_ || raises_ || reader.peek() != json::Kind::string ||
            !reader.read_string(text)) {
            return {};
        }
        return right(str_of(text));
    }

    [[nodiscard]] Object read_text(std::string_view text) const override {
        if (strips_ || lowers_ || raises_) {
            return {};
        }
        return right(utf8_lossy(text));
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        if (validation.mode() == Mode::json) {
            validation.lower_exactness(Exactness::strict);  // a str may stand for many another type there
        }
        Object value =
            PyUnicode_CheckExact(input) != 0 ? Object::borrow(input) : converted(input, validation, where);
        if (!value || (is_plain() && PyUnicode_CheckExact(input) != 0)) {
            return value;
        }
        if (strips_) {
            value = stripped(value);
        }
        if (!value) {
            return {};
        }
        if (!length_.check(PyUnicode_GET_LENGTH(value.get()), input, validation, where)) {
            return {};
        }
        if (!pattern_.empty()) {
            value = pattern_.check(std::move(value), input, validation, where);
        }
        if (value && (lowers_ || raises_)) {
            value = Object::steal(PyObject_CallMethod(value.get(), lowers_ ? "lower" : "upper", nullptr));
        }
        return value;
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        switch (kind) {
            case JsonKind::string: return Taking::strict;
            default: return Taking::never;
        }
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return PyUnicode_Check(value) != 0 ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (PyUnicode_Check(value) == 0) {
            PyErr_Format(PyExc_TypeError, "a str is expected, not %.100s", Py_TYPE(value)->tp_name);
            return false;
        }
        return encode_text(value, writing.out);
    }
    [[nodiscard]] bool write_validates() const noexcept override { return is_plain(); }
    [[nodiscard]] bool write_name(PyObject* value, Writing& writing) const override {
        if (PyUnicode_CheckExact(value) != 0) [[likely]] {
            return encode_text(value, writing.out);
        }
        if (writing.checks) {
            PyErr_Format(PyExc_TypeError, "a str is expected, not %.100s", Py_TYPE(value)->tp_name);
            return false;
        }
        return Node::write_name(value, writing);
    }
    [[nodiscard]] bool write_name_validates() const noexcept override { return is_plain(); }

    int traverse(visitproc visit, void* arg) const override { return pattern_.traverse(visit, arg); }
    void clear() noexcept override { pattern_.clear(); }

private:
    [[nodiscard]] bool is_plain() const noexcept {
        return !strips_ && !lowers_ && !raises_ && length_.empty() && pattern_.empty();
    }
    /// `text`, or empty where validate() would find something wrong with it.
    [[nodiscard]] Object right(Object text) const {
        const bool is_right = text && length_.allow(PyUnicode_GET_LENGTH(text.get())) &&
                              (pattern_.empty() || pattern_.matches(text.get()) == 1);
        return is_right ? text : Object();
    }

    [[nodiscard]] Object converted(PyObject* input, Validation& validation, const Location* where) const {
        if (validation.is_strict(strict_) && PyUnicode_Check(input) == 0) {
            return validation.fail("string_type", "Input should be a valid string", input, where);
        }
        validation.lower_exactness(PyUnicode_Check(input) != 0 ? Exactness::strict : Exactness::lax);
        const TextInput text = text_of(input);
        switch (text.is) {
            case TextInput::Is::text: return str_of_utf8(text.utf8);
            case TextInput::Is::not_unicode:
            case TextInput::Is::not_utf8: return fail_unicode(input, validation, where);
            case TextInput::Is::other: break;
        }
        const Object value = value_of_member(input);
        if (value || PyErr_Occurred() != nullptr) {
            return value ? Object::steal(PyObject_Str(value.get())) : Object();
        }
        return validation.fail("string_type", "Input should be a valid string", input, where);
    }

    [[nodiscard]] static Object stripped(const Object& text) {
        const TextInput whole = text_of(text.get());
        if (whole.is != TextInput::Is::text) {
            return text;
        }
        const std::string_view inner = trim_white_space(whole.utf8);
        return inner.size() == whole.utf8.size() ? text : str_of_utf8(inner);
    }

    std::optional<bool> strict_;
    TextLength length_;
    bool strips_;
    bool lowers_;
    bool raises_;
    TextPattern pattern_;
};

}  // namespace

NodePtr make_text(const Declaration& declaration, Builder& /*builder*/) {
    return std::make_unique<TextNode>(declaration);
}

}  // namespace fasterapi::python::schema
