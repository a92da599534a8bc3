#include "json_encoder.h"
#include "schema/builder.h"

namespace fasterapi::python::schema {

namespace {

/// 'a', 'b' or 3: the values as messages list them.
Object listed(const Object& values) {
    Object text = Object::steal(PyUnicode_FromString(""));
    const Py_ssize_t count = PyTuple_GET_SIZE(values.get());
    for (Py_ssize_t i = 0; text && i < count; ++i) {
        const char* before = i == 0 ? "" : i == count - 1 ? " or " : ", ";
        text = Object::steal(
            PyUnicode_FromFormat("%U%s%R", text.get(), before, PyTuple_GET_ITEM(values.get(), i)));
    }
    return text;
}

/// One of some values, of their types.
class LiteralNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration) {
        const Object values = declaration.object("values");
        values_ = values ? Object::steal(PySequence_Tuple(values.get())) : Object();
        expected_ = values_ ? listed(values_) : Object();
        return static_cast<bool>(expected_);
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        const Object input = decode_json(reading.reader, reading.names);
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
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        return encode_json(value, writing.out);
    }

    int traverse(visitproc visit, void* arg) const override { return values_.traverse(visit, arg); }
    void clear() noexcept override { values_.reset(); }

private:
    /// One of the same type before one that only compares equal: of True and 1, the one that was meant.
    [[nodiscard]] Object find(PyObject* input) const {
        for (const bool same_type : {true, false}) {
            for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(values_.get()); ++i) {
                PyObject* const value = PyTuple_GET_ITEM(values_.get(), i);
                if (same_type && Py_TYPE(value) != Py_TYPE(input)) {
                    continue;
                }
                const int equal = PyObject_RichCompareBool(value, input, Py_EQ);
                if (equal != 0) {
                    return equal < 0 ? Object() : Object::borrow(value);
                }
            }
        }
        return {};
    }

    /// An int beyond a machine's, where ints are among the values.
    [[nodiscard]] bool is_too_large(PyObject* input) const {
        int overflow = 0;
        if (PyLong_CheckExact(input) == 0 || PyLong_AsLongLongAndOverflow(input, &overflow) != -1 ||
            overflow == 0) {
            return false;
        }
        for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(values_.get()); ++i) {
            if (PyLong_CheckExact(PyTuple_GET_ITEM(values_.get(), i)) != 0) {
                return true;
            }
        }
        return false;
    }

    Object values_;
    Object expected_;
};

}  // namespace

NodePtr make_literal(const Declaration& declaration, Builder& /*builder*/) {
    auto node = std::make_unique<LiteralNode>();
    return node->build(declaration) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
