#pragma once

#include "object.h"

namespace fasterapi::python::schema {

/// __copy__ of a model: another instance with the same values.
PyObject* copy_model(PyObject* model, PyObject* /*nothing*/);
/// __deepcopy__: with copies of them.
PyObject* deep_copy_model(PyObject* model, PyObject* memo);

}  // namespace fasterapi::python::schema
