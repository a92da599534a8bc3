#include "schema/default.h"

#include <string_view>
#include <utility>

namespace fasterapi::python::schema {

namespace {

bool is_missing(PyObject* value) {
    return std::string_view(Py_TYPE(value)->tp_name) == "Missing";
}

bool is_immutable(PyObject* value) {
    return value == Py_None || PyBool_Check(value) != 0 || PyLong_Check(value) != 0 ||
           PyFloat_Check(value) != 0 || PyUnicode_Check(value) != 0 || PyBytes_Check(value) != 0;
}

}  // namespace

Default::Default(Object value, Object factory) noexcept
    : value_(std::move(value)), factory_(std::move(factory)) {
    if (value_ && is_missing(value_.get())) {
        value_.reset();
    }
    if (factory_.get() == Py_None) {
        factory_.reset();
    }
    copies_ = value_ && !is_immutable(value_.get());
}

Object Default::make() const {
    if (factory_) {
        return Object::steal(PyObject_CallNoArgs(factory_.get()));
    }
    if (!copies_) {
        return value_;
    }
    const Object copy = Object::steal(PyImport_ImportModule("copy"));
    return copy ? Object::steal(PyObject_CallMethod(copy.get(), "deepcopy", "O", value_.get())) : Object();
}

int Default::traverse(visitproc visit, void* arg) const {
    if (const int stop = value_.traverse(visit, arg); stop != 0) {
        return stop;
    }
    return factory_.traverse(visit, arg);
}

void Default::clear() noexcept {
    value_.reset();
    factory_.reset();
}

}  // namespace fasterapi::python::schema
