#include "schema/text_output.h"

#include "json_encoder.h"

namespace fasterapi::python::schema {

bool write_as_text(PyObject* value, PyObject* cls, Writing& writing) {
    if (PyObject_TypeCheck(value, reinterpret_cast<PyTypeObject*>(cls)) == 0) {
        PyErr_Format(PyExc_TypeError, "an instance of %R is expected, not %.100s", cls,
                     Py_TYPE(value)->tp_name);
        return false;
    }
    const Object text = Object::steal(PyObject_Str(value));
    return text && encode_json(text.get(), writing.out);
}

}  // namespace fasterapi::python::schema
