#pragma once

#include "schema/validation.h"

namespace fasterapi::python::schema {

/// The items of an input that lax mode takes for a list, a tuple or a set alike: of any of these, and of
/// whatever can be iterated over but is no text and no mapping.
/// @return a list or tuple; empty, without an exception, for an input that has no items, or with what its
/// iteration raised.
[[nodiscard]] Object items_of(PyObject* input);

}  // namespace fasterapi::python::schema
