#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <string_view>
#include <utility>

namespace fasterapi::python {

/// One strong reference, or none. Where a call returns an empty Object, a Python exception is set.
class Object {
public:
    Object() noexcept = default;
    /// Takes over the caller's reference; nullptr gives an empty Object.
    [[nodiscard]] static Object steal(PyObject* object) noexcept { return Object(object); }
    [[nodiscard]] static Object borrow(PyObject* object) noexcept { return Object(Py_XNewRef(object)); }

    Object(const Object& other) noexcept : object_(Py_XNewRef(other.object_)) {}
    Object(Object&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
    Object& operator=(Object other) noexcept {
        std::swap(object_, other.object_);
        return *this;
    }
    ~Object() { Py_XDECREF(object_); }

    [[nodiscard]] PyObject* get() const noexcept { return object_; }
    /// Gives the reference to the caller.
    [[nodiscard]] PyObject* release() noexcept { return std::exchange(object_, nullptr); }
    /// A new reference for a function that returns one.
    [[nodiscard]] PyObject* new_ref() const noexcept { return Py_XNewRef(object_); }
    void reset() noexcept { *this = Object(); }
    explicit operator bool() const noexcept { return object_ != nullptr; }

    /// For tp_traverse.
    int traverse(visitproc visit, void* arg) const {
        Py_VISIT(object_);
        return 0;
    }

private:
    explicit Object(PyObject* object) noexcept : object_(object) {}

    PyObject* object_ = nullptr;
};

/// The exception that is set, taken away from the thread state; empty if none is.
[[nodiscard]] inline Object take_exception() noexcept {
#if PY_VERSION_HEX >= 0x030C0000
    return Object::steal(PyErr_GetRaisedException());
#else
    PyObject* type = nullptr;
    PyObject* value = nullptr;
    PyObject* traceback = nullptr;
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    if (traceback != nullptr) {
        PyException_SetTraceback(value, traceback);
    }
    Py_XDECREF(type);
    Py_XDECREF(traceback);
    return Object::steal(value);
#endif
}

inline void raise(Object exception) noexcept {
#if PY_VERSION_HEX >= 0x030C0000
    PyErr_SetRaisedException(exception.release());
#else
    PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(exception.get())), exception.get());
#endif
}

/// A RuntimeError, made and not raised. @return empty with an exception set.
[[nodiscard]] inline Object runtime_error(const char* words) noexcept {
    return Object::steal(PyObject_CallFunction(PyExc_RuntimeError, "s", words));
}

/// Whether `object` is an instance of the class `type`, which was made at run time. What handlers return
/// mostly is of a type that was not, as none of its bases can be.
[[nodiscard]] inline bool is_instance_of_heap_type(PyObject* object, PyObject* type) noexcept {
    return PyType_HasFeature(Py_TYPE(object), Py_TPFLAGS_HEAPTYPE) != 0 &&
           PyObject_TypeCheck(object, reinterpret_cast<PyTypeObject*>(type)) != 0;
}

/// latin-1, as ASGI frameworks decode header fields.
[[nodiscard]] inline Object latin1(std::string_view text) noexcept {
    return Object::steal(PyUnicode_DecodeLatin1(text.data(), static_cast<Py_ssize_t>(text.size()), nullptr));
}

/// UTF-8 with U+FFFD for what is not.
[[nodiscard]] inline Object utf8_lossy(std::string_view text) noexcept {
    return Object::steal(PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace"));
}

[[nodiscard]] inline Object bytes(std::string_view text) noexcept {
    return Object::steal(PyBytes_FromStringAndSize(text.data(), static_cast<Py_ssize_t>(text.size())));
}

/// View of a bytes object, as long as it lives.
[[nodiscard]] inline std::string_view view_of_bytes(PyObject* object) noexcept {
    return {PyBytes_AS_STRING(object), static_cast<std::size_t>(PyBytes_GET_SIZE(object))};
}

}  // namespace fasterapi::python
