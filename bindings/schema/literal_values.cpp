#include "schema/literal_values.h"

namespace fasterapi::python::schema {

bool LiteralValues::build(const Object& values) {
    values_ = values ? Object::steal(PySequence_Tuple(values.get())) : Object();
    for (Py_ssize_t i = 0; values_ && i < size(); ++i) {
        if (PyUnicode_CheckExact(get(i)) != 0) {
            Py_ssize_t length = 0;
            if (const char* utf8 = PyUnicode_AsUTF8AndSize(get(i), &length); utf8 != nullptr) {
                texts_.push_back({std::string(utf8, static_cast<std::size_t>(length)), i});
            }
            PyErr_Clear();  // no JSON text has half of a surrogate pair
        }
    }
    return static_cast<bool>(values_);
}

Py_ssize_t LiteralValues::find(PyObject* input) const {
    for (Py_ssize_t i = 0; i < size(); ++i) {
        if (get(i) == input) {
            return i;
        }
    }
    for (const bool same_type : {true, false}) {
        for (Py_ssize_t i = 0; i < size(); ++i) {
            if (same_type && Py_TYPE(get(i)) != Py_TYPE(input)) {
                continue;
            }
            const int equal = PyObject_RichCompareBool(get(i), input, Py_EQ);
            if (equal > 0) {
                return i;
            }
            if (equal < 0) {
                if (PyErr_ExceptionMatches(PyExc_Exception) == 0) {
                    return -1;
                }
                PyErr_Clear();  // what cannot be compared, as Decimal("sNaN"), is another value
            }
        }
    }
    return -1;
}

Object LiteralValues::listed(const char* last) const {
    Object text = Object::steal(PyUnicode_FromString(""));
    for (Py_ssize_t i = 0; text && i < size(); ++i) {
        const char* before = i == 0 ? "" : i == size() - 1 ? last : ", ";
        text = Object::steal(PyUnicode_FromFormat("%U%s%R", text.get(), before, get(i)));
    }
    return text;
}

}  // namespace fasterapi::python::schema
