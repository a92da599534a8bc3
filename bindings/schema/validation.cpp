#include "schema/validation.h"

#include <algorithm>

#include "module_state.h"

namespace fasterapi::python::schema {

namespace {

/// A key as locations show it: a str or an int of a machine's size, plain; any other by its repr.
Object item_of_key(PyObject* key) {
    if (PyUnicode_CheckExact(key) != 0 && PyUnicode_IS_COMPACT_ASCII(key) != 0) {
        return Object::borrow(key);
    }
    if (PyUnicode_Check(key) != 0) {
        Py_ssize_t size = 0;
        if (const char* text = PyUnicode_AsUTF8AndSize(key, &size)) {
            return Object::steal(PyUnicode_FromStringAndSize(text, size));
        }
        PyErr_Clear();
        const Object bytes = Object::steal(PyUnicode_AsEncodedString(key, "utf-8", "surrogatepass"));
        return bytes ? utf8_lossy(view_of_bytes(bytes.get())) : Object();
    }
    int overflow = 0;
    if (PyLong_Check(key) != 0) {
        const std::int64_t number = PyLong_AsLongLongAndOverflow(key, &overflow);
        if (overflow == 0) {
            return Object::steal(PyLong_FromLongLong(number));
        }
    }
    return Object::steal(PyObject_Repr(key));
}

Object item_of(const Location& place) {
    return place.item != nullptr ? item_of_key(place.item) : Object::steal(PyLong_FromSsize_t(place.index));
}

/// ("body", "items", 3) for the third of them.
Object tuple_of(const Location* innermost) {
    Py_ssize_t depth = 0;
    for (const Location* place = innermost; place != nullptr; place = place->outer) {
        ++depth;
    }
    Object tuple = Object::steal(PyTuple_New(depth));
    for (const Location* place = innermost; tuple && place != nullptr; place = place->outer) {
        Object item = item_of(*place);
        if (!item) {
            return {};
        }
        PyTuple_SET_ITEM(tuple.get(), --depth, item.release());
    }
    return tuple;
}

}  // namespace

Object Validation::fail(const char* type, const char* message, PyObject* input, const Location* where) {
    return fail(type, Object::steal(PyUnicode_FromString(message)), {}, input, where);
}

Object Validation::fail(const char* type, const Object& message, const Object& context, PyObject* input,
                        const Location* where) {
    if (message && note_untold()) {
        return {};
    }
    const Object location = message ? tuple_of(where) : Object();
    Object error = location
                       ? Object::steal(Py_BuildValue("{s:s,s:O,s:O,s:O}", "type", type, "loc", location.get(),
                                                     "msg", message.get(), "input", input))
                       : Object();
    if (error && context && PyDict_SetItemString(error.get(), "ctx", context.get()) < 0) {
        error.reset();
    }
    if (error && !errors_) {
        errors_ = Object::steal(PyList_New(0));
    }
    if (error && errors_) {
        static_cast<void>(PyList_Append(errors_.get(), error.get()));
    }
    return {};  // where memory ran out, with that exception set
}

Object Validation::fail_raised(PyObject* input, const Location* where) {
    const bool is_value = PyErr_ExceptionMatches(PyExc_ValueError) != 0;
    if (!is_value && PyErr_ExceptionMatches(PyExc_AssertionError) == 0) {
        return {};
    }
    const Object exception = take_exception();
    if (note_untold()) {
        return {};
    }
    const Object module = Object::steal(PyImport_ImportModule("fasterapi.exceptions"));
    const Object tell = module ? Object::steal(PyObject_GetAttrString(module.get(), "errors_of")) : Object();
    const Object location = tell ? tuple_of(where) : Object();
    const Object errors = location ? Object::steal(PyObject_CallFunctionObjArgs(
                                         tell.get(), exception.get(), location.get(), input, nullptr))
                                   : Object();
    if (errors && !errors_) {
        errors_ = Object::steal(PyList_New(0));
    }
    if (errors && errors_) {
        const Py_ssize_t end = PyList_GET_SIZE(errors_.get());
        static_cast<void>(PyList_SetSlice(errors_.get(), end, end, errors.get()));
    }
    return {};
}

bool Validation::note_untold() {
    if (mark() < asked_.most_errors) {
        return false;
    }
    static_cast<void>(PyList_Append(errors_.get(), Py_None));
    return true;
}

Validation::Inside::Inside(Validation& validation, PyObject* input, const void* node)
    : validation_(validation) {
    constexpr std::size_t deepest = 255;  // as with pydantic
    auto& inside = validation.inside_;
    const std::pair entry(input, node);
    entered_ = inside.size() < deepest && std::find(inside.begin(), inside.end(), entry) == inside.end();
    if (entered_) {
        inside.push_back(entry);
    }
}

Py_ssize_t Validation::mark() const noexcept {
    return errors_ ? PyList_GET_SIZE(errors_.get()) : 0;
}

void Validation::forget_since(Py_ssize_t mark) noexcept {
    if (!errors_) {
        return;
    }
    if (mark == 0) {
        errors_.reset();
    } else if (mark < PyList_GET_SIZE(errors_.get()) &&
               PyList_SetSlice(errors_.get(), mark, PyList_GET_SIZE(errors_.get()), nullptr) < 0) {
        PyErr_Clear();  // a slice that is cut off needs no memory
    }
}

}  // namespace fasterapi::python::schema
