#pragma once

#include "object.h"

namespace fasterapi::python::schema {

/// __copy__ of a model: another instance with the same values.
PyObject* copy_model(PyObject* model, PyObject* /*nothing*/);
/// __deepcopy__: with copies of them.
PyObject* deep_copy_model(PyObject* model, PyObject* memo);

/// (values, fields_set, extra): give an instance without any value these, unchecked, by the names of the
/// fields; only those in `fields_set` count as given.
PyObject* fill_model(PyObject* model, PyObject* args);

}  // namespace fasterapi::python::schema
