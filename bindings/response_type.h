#pragma once

#include "object.h"

namespace fasterapi::python {

/// Response and its kinds. Raw pointers, because a Python class made of several of them shares the layout.
struct ResponseObject {
    PyObject_HEAD;
    PyObject* body;           ///< bytes
    PyObject* body_iterator;  ///< of a StreamingResponse; else nullptr
    PyObject* content_type;   ///< str as long as raw_headers was not asked for; nullptr for none
    PyObject*
        raw_headers;  ///< list of (bytes, bytes), content-type included; nullptr until asked for or needed
    PyObject* background;  ///< what runs after it was sent; nullptr for nothing
    int status_code;       ///< 0: the route's, of a Response that a step was given
};

}  // namespace fasterapi::python
