#pragma once

#include "schema/node.h"

namespace fasterapi::python::schema {

/// str() of an instance of the class `cls`, as a JSON string. @return false with an exception set, which one
/// of another class gives.
[[nodiscard]] bool write_as_text(PyObject* value, PyObject* cls, Writing& writing);

}  // namespace fasterapi::python::schema
