#include "schema/any.h"

#include "json/writer.h"
#include "schema/builder.h"

namespace fasterapi::python::schema {

namespace {

/// Whatever comes.
class AnyNode final : public Node {
public:
    [[nodiscard]] Object read(Reading& reading) const override {
        return decode_json(reading.reader, reading.names);
    }
    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* /*where*/) const override {
        validation.lower_exactness(Exactness::strict);  // any other type is nearer
        return Object::borrow(input);
    }
    [[nodiscard]] Taking taking(JsonKind /*kind*/) const override { return Taking::strict; }
    [[nodiscard]] Suits suits(PyObject* /*value*/) const override { return Suits::yes; }
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        return write_any(value, writing);
    }
    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        return dump_any(value, dumping);
    }
    [[nodiscard]] bool write_validates() const noexcept override { return true; }
    [[nodiscard]] Object read_text(std::string_view text) const override { return utf8_lossy(text); }
};

/// None.
class NoneNode final : public Node {
public:
    [[nodiscard]] Object read(Reading& reading) const override {
        json::Reader& reader = reading.reader;
        return reader.peek() == json::Kind::null && reader.read_null() ? Object::borrow(Py_None) : Object();
    }
    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        return input == Py_None
                   ? Object::borrow(input)
                   : validation.fail("none_required",
                                     validation.in_words_of("Input should be None", "Input should be null"),
                                     input, where);
    }
    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::null ? Taking::exact : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return value == Py_None ? Suits::yes : Suits::no;
    }
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (value != Py_None) {
            PyErr_Format(PyExc_TypeError, "None is expected, not %.100s", Py_TYPE(value)->tp_name);
            return false;
        }
        json::write_null(writing.out);
        return true;
    }
    [[nodiscard]] bool write_validates() const noexcept override { return true; }
};

}  // namespace

NodePtr make_any(const Declaration& /*declaration*/, Builder& /*builder*/) {
    return std::make_unique<AnyNode>();
}

NodePtr make_none(const Declaration& /*declaration*/, Builder& /*builder*/) {
    return std::make_unique<NoneNode>();
}

}  // namespace fasterapi::python::schema
