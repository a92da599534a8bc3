#include "base/utf8.h"
#include "json/writer.h"
#include "schema/builder.h"
#include "schema/bytes_encoding.h"
#include "schema/text_input.h"
#include "schema/text_length.h"

namespace fasterapi::python::schema {

namespace {

/// bytes, which in JSON are a string of their UTF-8, or of what config says.
class BytesNode final : public Node {
public:
    explicit BytesNode(const Declaration& declaration)
        : strict_(declaration.optional_flag("strict")),
          length_(
              declaration,
              {.too_short = "bytes_too_short", .too_long = "bytes_too_long", .name = "Data", .unit = "byte"}),
          taken_as_(bytes_encoding_of(declaration.text("val_json"))),
          written_as_(bytes_encoding_of(declaration.text("ser_json"))) {}

    [[nodiscard]] Object read(Reading& reading) const override {
        json::Reader& reader = reading.reader;
        json::Text text;
        if (reader.peek() != json::Kind::string || !reader.read_string(text)) {
            return {};
        }
        Object value = decode_bytes(taken_as_, text.utf8, nullptr, nullptr, nullptr);
        return value && length_.allow(PyBytes_GET_SIZE(value.get())) ? value : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        Object value = converted(input, validation, where);
        const bool is_right = value && length_.check(PyBytes_GET_SIZE(value.get()), input, validation, where);
        return is_right ? value : Object();
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        switch (kind) {
            case JsonKind::string: return Taking::strict;
            default: return Taking::never;
        }
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return PyBytes_Check(value) != 0 ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (PyBytes_Check(value) == 0) {
            PyErr_Format(PyExc_TypeError, "bytes are expected, not %.100s", Py_TYPE(value)->tp_name);
            return false;
        }
        const std::string_view text = view_of_bytes(value);
        if (written_as_ != BytesEncoding::utf8) {
            json::write_string(writing.out, encode_bytes(written_as_, text));
            return true;
        }
        if (const std::size_t bad = find_bad_utf8(text); bad != text.size()) {
            PyErr_Format(PyExc_ValueError, "these bytes are no UTF-8 from byte %zu on", bad);
            return false;
        }
        json::write_string(writing.out, text);
        return true;
    }
    [[nodiscard]] bool write_name(PyObject* value, Writing& writing) const override {
        return write(value, writing);
    }

private:
    [[nodiscard]] Object converted(PyObject* input, Validation& validation, const Location* where) const {
        if (PyBytes_Check(input) != 0) {
            if (PyBytes_CheckExact(input) == 0) {
                validation.lower_exactness(Exactness::strict);
            }
            return Object::borrow(input);
        }
        const bool is_json = validation.mode() == Mode::json && PyUnicode_Check(input) != 0;
        if (is_json || !validation.is_strict(strict_)) {
            validation.lower_exactness(is_json ? Exactness::strict : Exactness::lax);
            if (PyByteArray_Check(input) != 0) {
                return Object::steal(PyBytes_FromObject(input));
            }
            if (PyUnicode_Check(input) != 0) {
                const TextInput text = text_of(input);
                return text.is == TextInput::Is::text
                           ? decode_bytes(taken_as_, text.utf8, input, &validation, where)
                           : fail_unicode(input, validation, where);
            }
        }
        return validation.fail("bytes_type", "Input should be a valid bytes", input, where);
    }

    std::optional<bool> strict_;
    TextLength length_;
    BytesEncoding taken_as_;
    BytesEncoding written_as_;
};

}  // namespace

NodePtr make_bytes(const Declaration& declaration, Builder& /*builder*/) {
    return std::make_unique<BytesNode>(declaration);
}

}  // namespace fasterapi::python::schema
