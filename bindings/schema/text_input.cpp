#include "schema/text_input.h"

#include "base/utf8.h"

namespace fasterapi::python::schema {

TextInput text_of(PyObject* input) {
    using Is = TextInput::Is;
    if (PyUnicode_Check(input) != 0) {
        Py_ssize_t size = 0;
        const char* text = PyUnicode_AsUTF8AndSize(input, &size);
        if (text == nullptr) {
            PyErr_Clear();
            return {.is = Is::not_unicode};
        }
        return {.is = Is::text, .utf8 = {text, static_cast<std::size_t>(size)}};
    }
    std::string_view bytes;
    if (PyBytes_Check(input) != 0) {
        bytes = view_of_bytes(input);
    } else if (PyByteArray_Check(input) != 0) {
        bytes = {PyByteArray_AS_STRING(input), static_cast<std::size_t>(PyByteArray_GET_SIZE(input))};
    } else {
        return {};
    }
    if (find_bad_utf8(bytes) != bytes.size()) {
        return {.is = Is::not_utf8};
    }
    return {.is = Is::text, .utf8 = bytes};
}

Object str_of_utf8(std::string_view text) {
    return Object::steal(PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "strict"));
}

Object value_of_member(PyObject* input) {
    if (Py_TYPE(Py_TYPE(input)) == &PyType_Type) {
        return {};  // no metaclass, as most have none
    }
    const Object module = Object::steal(PyImport_ImportModule("enum"));
    const Object base = module ? Object::steal(PyObject_GetAttrString(module.get(), "Enum")) : Object();
    const bool is_member =
        base && PyObject_TypeCheck(input, reinterpret_cast<PyTypeObject*>(base.get())) != 0;
    return is_member ? Object::steal(PyObject_GetAttrString(input, "value")) : Object();
}

Object fail_unicode(PyObject* input, Validation& validation, const Location* where) {
    return validation.fail("string_unicode",
                           "Input should be a valid string, unable to parse raw data as a unicode string",
                           input, where);
}

}  // namespace fasterapi::python::schema
