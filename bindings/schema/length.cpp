#include "schema/length.h"

#include "schema/items.h"

namespace fasterapi::python::schema {

namespace {

/// @param length negative: more than the bound, as far as anybody has counted.
void note(const char* type, const char* bound_name, const char* words, const char* name, Py_ssize_t bound,
          Py_ssize_t length, PyObject* input, Validation& validation, const Location* where) {
    const Object actual = length < 0 ? Object::borrow(Py_None) : Object::steal(PyLong_FromSsize_t(length));
    const Object shown = length < 0 ? Object::steal(PyUnicode_FromString("more"))
                         : actual   ? Object::steal(PyObject_Str(actual.get()))
                                    : Object();
    const Object message =
        shown ? Object::steal(PyUnicode_FromFormat("%s should have at %s %zd item%s after validation, not %U",
                                                   name, words, bound, bound == 1 ? "" : "s", shown.get()))
              : Object();
    const Object context = message
                               ? Object::steal(Py_BuildValue("{s:s,s:n,s:O}", "field_type", name, bound_name,
                                                             bound, "actual_length", actual.get()))
                               : Object();
    if (context) {
        validation.fail(type, message, context, input, where);
    }
}

}  // namespace

bool LengthBounds::check_most(Py_ssize_t length, PyObject* input, Validation& validation,
                              const Location* where) const {
    if (length > most_) {
        fail_most(name_, most_, length, input, validation, where);
    }
    return length <= most_;
}

bool LengthBounds::check_items(Py_ssize_t length, PyObject* input, Validation& validation,
                               const Location* where) const {
    if (length > most_) {
        fail_most(name_, most_, known_count(input), input, validation, where);
    }
    return length <= most_;
}

void LengthBounds::fail_growing(PyObject* input, Validation& validation, const Location* where) const {
    fail_most(name_, most_, -1, input, validation, where);
}

bool LengthBounds::check_least(Py_ssize_t length, PyObject* input, Validation& validation,
                               const Location* where) const {
    if (length < least_) {
        note("too_short", "min_length", "least", name_, least_, length, input, validation, where);
    }
    return length >= least_;
}

void LengthBounds::fail_most(const char* name, Py_ssize_t most, Py_ssize_t length, PyObject* input,
                             Validation& validation, const Location* where) {
    note("too_long", "max_length", "most", name, most, length, input, validation, where);
}

}  // namespace fasterapi::python::schema
