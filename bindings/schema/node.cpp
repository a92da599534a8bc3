#include "schema/node.h"

#include "json_encoder.h"

namespace fasterapi::python::schema {

bool Node::write_name(PyObject* value, Writing& writing) const {
    const Object name = Object::steal(PyObject_Str(value));
    return name && encode_json(name.get(), writing.out);
}

}  // namespace fasterapi::python::schema
