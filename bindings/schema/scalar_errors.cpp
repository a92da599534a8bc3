#include "schema/scalar_errors.h"

namespace fasterapi::python::schema {

Object fail_instance(PyObject* name, PyObject* input, Validation& validation, const Location* where) {
    const Object message = Object::steal(PyUnicode_FromFormat("Input should be an instance of %U", name));
    const Object context = message ? Object::steal(Py_BuildValue("{s:O}", "class", name)) : Object();
    return context ? validation.fail("is_instance_of", message, context, input, where) : Object();
}

Object fail_because(const char* type, const char* message, const char* why, PyObject* input,
                    Validation& validation, const Location* where) {
    const Object text = Object::steal(PyUnicode_FromFormat("%s, %s", message, why));
    const Object context = text ? Object::steal(Py_BuildValue("{s:s}", "error", why)) : Object();
    return context ? validation.fail(type, text, context, input, where) : Object();
}

}  // namespace fasterapi::python::schema
