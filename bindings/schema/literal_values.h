#pragma once

#include "object.h"

namespace fasterapi::python::schema {

/// Some values of which an input is to be one: a Literal's, or the tags of a union.
class LiteralValues {
public:
    /// @return false with an exception set.
    [[nodiscard]] bool build(const Object& values);

    [[nodiscard]] Py_ssize_t size() const noexcept { return PyTuple_GET_SIZE(values_.get()); }
    [[nodiscard]] PyObject* get(Py_ssize_t place) const noexcept {
        return PyTuple_GET_ITEM(values_.get(), place);
    }
    /// The place of the one that `input` is. One of the same type comes before one that only compares equal:
    /// of True and 1, the one that was meant.
    /// @return -1 for none, with an exception set where comparing raised one.
    [[nodiscard]] Py_ssize_t find(PyObject* input) const;
    /// "'a', 'b'" + `last` + "3", as messages list them. Empty with an exception set.
    [[nodiscard]] Object listed(const char* last) const;

    int traverse(visitproc visit, void* arg) const { return values_.traverse(visit, arg); }
    void clear() noexcept { values_.reset(); }

private:
    Object values_;
};

}  // namespace fasterapi::python::schema
