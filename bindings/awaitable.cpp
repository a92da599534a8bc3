#include "awaitable.h"

namespace fasterapi::python {

namespace {

/// A generator that types.coroutine has declared to be one.
bool is_generator_based_coroutine(PyObject* object) {
    if (PyGen_CheckExact(object) == 0) {
        return false;
    }
    const Object code = Object::steal(PyObject_GetAttrString(object, "gi_code"));
    return code && (reinterpret_cast<PyCodeObject*>(code.get())->co_flags & CO_ITERABLE_COROUTINE) != 0;
}

}  // namespace

Object iterator_of_awaitable(Object awaitable) {
    PyObject* object = awaitable.get();
    if (PyCoro_CheckExact(object) || is_generator_based_coroutine(object)) {
        return awaitable;
    }
    const PyAsyncMethods* async = Py_TYPE(object)->tp_as_async;
    if (async == nullptr || async->am_await == nullptr) {
        PyErr_Format(PyExc_TypeError, "object %.100s can't be used in 'await' expression",
                     Py_TYPE(object)->tp_name);
        return {};
    }
    Object iterator = Object::steal(async->am_await(object));
    if (!iterator) {
        return {};
    }
    if (PyCoro_CheckExact(iterator.get()) || is_generator_based_coroutine(iterator.get())) {
        PyErr_SetString(PyExc_TypeError, "__await__() returned a coroutine");
        return {};
    }
    if (PyIter_Check(iterator.get()) == 0) {
        PyErr_Format(PyExc_TypeError, "__await__() returned non-iterator of type '%.100s'",
                     Py_TYPE(iterator.get())->tp_name);
        return {};
    }
    return iterator;
}

}  // namespace fasterapi::python
