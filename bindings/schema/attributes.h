#pragma once

#include "schema/validation.h"

namespace fasterapi::python::schema {

/// Whether an input is a dict or, unless `strict`, any other mapping.
[[nodiscard]] bool has_members(PyObject* input, bool strict);
/// Whether fields can be read from an input's attributes: not from a class, nor from what Python brings
/// along.
[[nodiscard]] bool has_attributes(PyObject* input);

/// What a dict or other mapping has by this name.
/// @return empty without an exception where there is none; with one that the input's own code raised.
[[nodiscard]] Object member_of(PyObject* mapping, PyObject* name);
/// The attribute of this name, likewise.
[[nodiscard]] Object attribute_of(PyObject* object, PyObject* name);
/// "RuntimeError: why", of the exception that is set, which is taken away. Empty with another set.
[[nodiscard]] Object take_reason();
/// Note the exception that is set, which an attribute of `input` raised.
Object fail_attribute(PyObject* input, Validation& validation, const Location* where);

}  // namespace fasterapi::python::schema
