#include "schema/text_length.h"

namespace fasterapi::python::schema {

bool TextLength::check(Py_ssize_t length, PyObject* input, Validation& validation,
                       const Location* where) const {
    if (allow(length)) {
        return true;
    }
    const bool is_short = length < least_;
    const Py_ssize_t bound = is_short ? least_ : most_;
    const Object message = Object::steal(PyUnicode_FromFormat("%s should have %s %zd %s%s", words_.name,
                                                              is_short ? "at least" : "at most", bound,
                                                              words_.unit, bound == 1 ? "" : "s"));
    const Object context =
        message ? Object::steal(Py_BuildValue("{s:n}", is_short ? "min_length" : "max_length", bound))
                : Object();
    if (context) {
        validation.fail(is_short ? words_.too_short : words_.too_long, message, context, input, where);
    }
    return false;
}

}  // namespace fasterapi::python::schema
