#include "schema/attributes.h"

namespace fasterapi::python::schema {

namespace {

/// collections.abc.Mapping, registered classes included.
bool is_mapping(PyObject* input) {
    if (PyMapping_Check(input) == 0 || PyUnicode_Check(input) != 0 || PyBytes_Check(input) != 0 ||
        PyList_Check(input) != 0 || PyTuple_Check(input) != 0) {
        return false;
    }
    const Object module = Object::steal(PyImport_ImportModule("collections.abc"));
    const Object mapping = module ? Object::steal(PyObject_GetAttrString(module.get(), "Mapping")) : Object();
    const int is = mapping ? PyObject_IsInstance(input, mapping.get()) : -1;
    PyErr_Clear();
    return is == 1;
}

}  // namespace

bool has_members(PyObject* input, bool strict) {
    return PyDict_Check(input) != 0 || (!strict && is_mapping(input));
}

bool has_attributes(PyObject* input) {
    if (PyType_Check(input) != 0) {
        return false;
    }
    const Object module =
        Object::steal(PyObject_GetAttrString(reinterpret_cast<PyObject*>(Py_TYPE(input)), "__module__"));
    PyErr_Clear();
    const auto is_of = [&module](const char* name) {
        return PyUnicode_CompareWithASCIIString(module.get(), name) == 0;
    };
    return module && PyUnicode_Check(module.get()) != 0 && !is_of("builtins") && !is_of("datetime") &&
           !is_of("collections");
}

Object member_of(PyObject* mapping, PyObject* name) {
    if (PyDict_Check(mapping) != 0) {
        return Object::borrow(PyDict_GetItemWithError(mapping, name));
    }
    Object value = Object::steal(PyObject_GetItem(mapping, name));
    if (!value && PyErr_ExceptionMatches(PyExc_KeyError) != 0) {
        PyErr_Clear();
    }
    return value;
}

Object attribute_of(PyObject* object, PyObject* name) {
    Object value = Object::steal(PyObject_GetAttr(object, name));
    if (!value && PyErr_ExceptionMatches(PyExc_AttributeError) != 0) {
        PyErr_Clear();
    }
    return value;
}

Object take_reason() {
    const Object exception = take_exception();
    return Object::steal(PyUnicode_FromFormat("%s: %S", Py_TYPE(exception.get())->tp_name, exception.get()));
}

Object fail_attribute(PyObject* input, Validation& validation, const Location* where) {
    const Object exception = take_exception();
    const Object text =
        Object::steal(PyUnicode_FromFormat("%s: %S", Py_TYPE(exception.get())->tp_name, exception.get()));
    const Object message =
        text ? Object::steal(PyUnicode_FromFormat("Error extracting attribute: %U", text.get())) : Object();
    const Object context = message ? Object::steal(Py_BuildValue("{s:O}", "error", text.get())) : Object();
    return context ? validation.fail("get_attribute_error", message, context, input, where) : Object();
}

}  // namespace fasterapi::python::schema
