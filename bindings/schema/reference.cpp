#include "schema/reference.h"

#include "schema/builder.h"

namespace fasterapi::python::schema {

Object ReferenceNode::read(Reading& reading) const {
    return record_->read(reading);
}

// An object that holds itself would be followed for ever.
Object ReferenceNode::validate(PyObject* input, Validation& validation, const Location* where) const {
    if (Py_EnterRecursiveCall(" while an input is validated") != 0) {
        PyErr_Clear();
        return validation.fail("recursion_loop", "Recursion error - cyclic reference detected", input, where);
    }
    Object value = record_->validate(input, validation, where);
    Py_LeaveRecursiveCall();
    return value;
}

bool ReferenceNode::write(PyObject* value, Writing& writing) const {
    if (Py_EnterRecursiveCall(" while a value is written as JSON") != 0) {
        return false;
    }
    const bool written = record_->write(value, writing);
    Py_LeaveRecursiveCall();
    return written;
}

NodePtr make_reference(const Declaration& declaration, Builder& builder) {
    auto reference = std::make_unique<ReferenceNode>();
    builder.add_reference(declaration.text("name"), *reference);
    return reference;
}

}  // namespace fasterapi::python::schema
