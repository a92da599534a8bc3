#include "schema/literal_values.h"

namespace fasterapi::python::schema {

bool LiteralValues::build(const Object& values) {
    values_ = values ? Object::steal(PySequence_Tuple(values.get())) : Object();
    return static_cast<bool>(values_);
}

Py_ssize_t LiteralValues::find(PyObject* input) const {
    for (const bool same_type : {true, false}) {
        for (Py_ssize_t i = 0; i < size(); ++i) {
            if (same_type && Py_TYPE(get(i)) != Py_TYPE(input)) {
                continue;
            }
            const int equal = PyObject_RichCompareBool(get(i), input, Py_EQ);
            if (equal != 0) {
                return equal < 0 ? -1 : i;
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
