#include "schema/items.h"

namespace fasterapi::python::schema {

Object items_of(PyObject* input) {
    if (PyList_Check(input) != 0 || PyTuple_Check(input) != 0) {
        return Object::borrow(input);
    }
    const bool is_text =
        PyUnicode_Check(input) != 0 || PyBytes_Check(input) != 0 || PyByteArray_Check(input) != 0;
    const bool is_mapping = PyDict_Check(input) != 0 || PyObject_HasAttrString(input, "keys") != 0;
    if (is_text || is_mapping || Py_TYPE(input)->tp_iter == nullptr) {
        return {};
    }
    return Object::steal(PySequence_List(input));
}

}  // namespace fasterapi::python::schema
