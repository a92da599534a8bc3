#include "json_encoder.h"
#include "schema/builder.h"
#include "schema/literal_values.h"

namespace fasterapi::python::schema {

namespace {

/// One of some values, of their types.
class LiteralNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration) {
        if (values_.build(declaration.object("values"))) {
            expected_ = values_.listed(" or ");
        }
        return static_cast<bool>(expected_);
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        if (reading.reader.peek() != json::Kind::string) {
            const Object input = decode_json(reading.reader, reading.names);
            return input ? find(input.get()) : Object();
        }
        json::Text text;
        if (!reading.reader.read_string(text)) {
            return {};
        }
        if (PyObject* value = values_.find_text(text.utf8)) {
            return Object::borrow(value);
        }
        const Object input = str_of(text);
        return input ? find(input.get()) : Object();
    }
    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        Object found = find(input);
        if (found || PyErr_Occurred() != nullptr) {
            return found;
        }
        if (is_too_large(input)) {
            return validation.fail("int_parsing_size",
                                   "Unable to parse input string as an integer, exceeded maximum size", input,
                                   where);
        }
        const Object message = Object::steal(PyUnicode_FromFormat("Input should be %U", expected_.get()));
        const Object context =
            message ? Object::steal(Py_BuildValue("{s:O}", "expected", expected_.get())) : Object();
        return context ? validation.fail("literal_error", message, context, input, where) : Object();
    }
    [[nodiscard]] Taking taking(JsonKind kind) const override;
    [[nodiscard]] bool reads_all(JsonKind kind) const override {
        return kind != JsonKind::integer;  // which may be one that is too large
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        const Object found = find(value);
        PyErr_Clear();
        // 1.0 is taken for 1, but where there is a choice it is written as the float that it is.
        return found && PyFloat_CheckExact(value) == 0 ? Suits::yes : Suits::no;
    }
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (PyFloat_CheckExact(value) != 0) {
            PyErr_Format(PyExc_TypeError, "one of %U is expected, not a float", expected_.get());
            return false;
        }
        const bool is_simple = PyUnicode_Check(value) != 0 || PyLong_Check(value) != 0 ||
                               PyBytes_Check(value) != 0 || value == Py_None;
        const Object written =
            is_simple ? Object::borrow(value) : Object::steal(PyObject_GetAttrString(value, "value"));
        return written && encode_json(written.get(), writing.out);
    }

    int traverse(visitproc visit, void* arg) const override { return values_.traverse(visit, arg); }
    void clear() noexcept override { values_.clear(); }

private:
    [[nodiscard]] Object find(PyObject* input) const {
        const Py_ssize_t place = values_.find(input);
        return place < 0 ? Object() : Object::borrow(values_.get(place));
    }

    /// An int beyond a machine's, where ints are among the values.
    [[nodiscard]] bool is_too_large(PyObject* input) const {
        int overflow = 0;
        if (PyLong_CheckExact(input) == 0 || PyLong_AsLongLongAndOverflow(input, &overflow) != -1 ||
            overflow == 0) {
            return false;
        }
        for (Py_ssize_t i = 0; i < values_.size(); ++i) {
            if (PyLong_CheckExact(values_.get(i)) != 0) {
                return true;
            }
        }
        return false;
    }

    LiteralValues values_;
    Object expected_;
};

/// Numbers and truths compare equal to each other; of what else there is, who knows.
Node::Taking LiteralNode::taking(JsonKind kind) const {
    const bool is_numeric =
        kind == JsonKind::boolean || kind == JsonKind::integer || kind == JsonKind::fraction;
    Taking most = Taking::never;
    for (Py_ssize_t i = 0; i < values_.size(); ++i) {
        PyObject* const value = values_.get(i);
        if (PyUnicode_CheckExact(value) != 0) {
            most = kind == JsonKind::string ? Taking::exact : most;
        } else if (PyLong_CheckExact(value) != 0 || PyBool_Check(value) != 0) {
            most = is_numeric ? Taking::exact : most;
        } else if (value == Py_None) {
            most = kind == JsonKind::null ? Taking::exact : most;
        } else {
            return Taking::unknown;
        }
    }
    return most;
}

}  // namespace

NodePtr make_literal(const Declaration& declaration, Builder& /*builder*/) {
    auto node = std::make_unique<LiteralNode>();
    return node->build(declaration) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
