#pragma once

#include "schema/validation.h"

namespace fasterapi::python::schema {

/// Note that strict mode wants an instance of the class called `name`.
Object fail_instance(PyObject* name, PyObject* input, Validation& validation, const Location* where);

/// Note an error whose message ends with why: "Input should be a valid UUID, invalid length: found 3".
Object fail_because(const char* type, const char* message, const char* why, PyObject* input,
                    Validation& validation, const Location* where);

}  // namespace fasterapi::python::schema
