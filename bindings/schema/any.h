#pragma once

#include "schema/node.h"

namespace fasterapi::python::schema {

/// Append a value of which nobody said what it is: as what it is by its own type.
/// @return false with an exception set.
[[nodiscard]] bool write_any(PyObject* value, Writing& writing);
/// Such a value, with a dict in the place of every record in it. Empty with an exception set.
[[nodiscard]] Object dump_any(PyObject* value, Dumping& dumping);

}  // namespace fasterapi::python::schema
