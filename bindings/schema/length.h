#pragma once

#include "schema/builder.h"

namespace fasterapi::python::schema {

/// min_length and max_length of a collection, which `name` calls by its type ("List").
class LengthBounds {
public:
    LengthBounds(const Declaration& declaration, const char* name)
        : name_(name),
          least_(declaration.length("min_length").value_or(0)),
          most_(declaration.length("max_length").value_or(PY_SSIZE_T_MAX)) {}

    [[nodiscard]] bool empty() const noexcept { return least_ == 0 && most_ == PY_SSIZE_T_MAX; }
    [[nodiscard]] bool allow(Py_ssize_t length) const noexcept { return length >= least_ && length <= most_; }

    // @return whether the length is right; else that was noted.
    /// Before the items are looked at: there may be very many.
    [[nodiscard]] bool check_most(Py_ssize_t length, PyObject* input, Validation& validation,
                                  const Location* where) const;
    /// The same of items_of(input), whose number an error tells only if it was known.
    [[nodiscard]] bool check_items(Py_ssize_t length, PyObject* input, Validation& validation,
                                   const Location* where) const;
    /// After them.
    [[nodiscard]] bool check_least(Py_ssize_t length, PyObject* input, Validation& validation,
                                   const Location* where) const;

    /// While a set grows, whose input may hold an item more than once: nobody knows how long it would become.
    [[nodiscard]] bool is_exceeded_by(Py_ssize_t length) const noexcept { return length > most_; }
    void fail_growing(PyObject* input, Validation& validation, const Location* where) const;
    static void fail_most(const char* name, Py_ssize_t most, Py_ssize_t length, PyObject* input,
                          Validation& validation, const Location* where);

private:
    const char* name_;
    Py_ssize_t least_;
    Py_ssize_t most_;
};

}  // namespace fasterapi::python::schema
