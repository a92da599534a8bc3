#pragma once

#include <array>
#include <cstddef>

#include "object.h"

namespace fasterapi::python {

/// The arguments of a call by METH_FASTCALL | METH_KEYWORDS, each in the place that its name has in `names`;
/// nullptr for those not given. The first has to be given, by place or by name, the others by name only.
/// @return false with TypeError set.
template <std::size_t Count>
[[nodiscard]] bool read_arguments(const char* function, const std::array<const char*, Count>& names,
                                  PyObject* const* args, Py_ssize_t positional, PyObject* keywords,
                                  std::array<PyObject*, Count>& values) {
    if (positional > 1) {
        PyErr_Format(PyExc_TypeError, "%s() takes one positional argument, %zd were given", function,
                     positional);
        return false;
    }
    values[0] = positional == 1 ? args[0] : nullptr;
    const Py_ssize_t named = keywords == nullptr ? 0 : PyTuple_GET_SIZE(keywords);
    for (Py_ssize_t i = 0; i < named; ++i) {
        PyObject* const name = PyTuple_GET_ITEM(keywords, i);
        std::size_t place = 0;
        while (place < Count && PyUnicode_CompareWithASCIIString(name, names[place]) != 0) {
            ++place;
        }
        if (place == Count || values[place] != nullptr) {
            PyErr_Format(PyExc_TypeError, "%s() got %s argument '%U'", function,
                         place == Count ? "an unexpected" : "multiple values for", name);
            return false;
        }
        values[place] = args[positional + i];
    }
    if (values[0] == nullptr) {
        PyErr_Format(PyExc_TypeError, "%s() needs the argument '%s'", function, names[0]);
    }
    return values[0] != nullptr;
}

}  // namespace fasterapi::python
