#include "schema/default_rule.h"

namespace fasterapi::python::schema {

namespace {

/// nodes.MISSING is no default.
bool is_missing(const Object& value) {
    return std::string_view(Py_TYPE(value.get())->tp_name) == "Missing";
}

/// list, dict and set, which are what factories mostly are.
bool is_own_code(const Object& factory) {
    const PyObject* made = factory.get();
    const auto is = [made](const PyTypeObject& type) {
        return made == reinterpret_cast<const PyObject*>(&type);
    };
    return made != nullptr && !is(PyList_Type) && !is(PyDict_Type) && !is(PySet_Type);
}

/// What a default that two instances must not share is made of.
bool is_mutable(PyObject* value) {
    return !(value == Py_None || PyBool_Check(value) != 0 || PyLong_Check(value) != 0 ||
             PyFloat_Check(value) != 0 || PyUnicode_Check(value) != 0 || PyBytes_Check(value) != 0);
}

}  // namespace

bool DefaultRule::read(const Declaration& declaration, Builder& builder) {
    value_ = declaration.object("default");
    factory_ = declaration.object("default_factory");
    takes_data_ = declaration.flag("factory_takes_data");
    if (PyErr_Occurred() != nullptr) {
        return false;
    }
    if (is_missing(value_)) {
        value_.reset();
    }
    if (factory_.get() == Py_None) {
        factory_.reset();
    }
    if (is_own_code(factory_)) {
        builder.note_code();
    }
    copies_ = value_ && is_mutable(value_.get());
    return true;
}

Object DefaultRule::make_new() const {
    if (factory_) {
        return Object::steal(PyObject_CallNoArgs(factory_.get()));
    }
    const Object copy = Object::steal(PyImport_ImportModule("copy"));
    return copy ? Object::steal(PyObject_CallMethod(copy.get(), "deepcopy", "(O)", value_.get())) : Object();
}

int DefaultRule::traverse(visitproc visit, void* arg) const {
    const int stop = value_.traverse(visit, arg);
    return stop != 0 ? stop : factory_.traverse(visit, arg);
}

void DefaultRule::clear() noexcept {
    value_.reset();
    factory_.reset();
}

}  // namespace fasterapi::python::schema
