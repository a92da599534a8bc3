#include "schema/model_copy.h"

#include <algorithm>

#include "schema/model.h"
#include "schema/values.h"

namespace fasterapi::python::schema {

namespace {

/// What __dict__ shows of fields is no part of them. @return false with an exception set.
bool drop_fields(PyObject* dict, const ModelClass& made) {
    for (std::size_t i = 0; dict != nullptr && i < made.field_count; ++i) {
        PyObject* name = PyTuple_GET_ITEM(made.field_names, static_cast<Py_ssize_t>(i));
        if (PyDict_GetItemWithError(dict, name) != nullptr && PyDict_DelItem(dict, name) < 0) {
            return false;
        }
    }
    return PyErr_Occurred() == nullptr;
}

/// An instance of the same class, into which `copy` gives each reference that `model` has.
/// @return empty with an exception set.
template <class Copy>
Object copy_by(PyObject* model, Copy copy) {
    Object made = make_model(Py_TYPE(model));
    if (!made) {
        return {};
    }
    ModelObject& to = model_in(made.get());
    const ModelObject& from = model_in(model);
    std::copy_n(fields_set_of(model), class_of_model(model).fields_set_words, fields_set_of(made.get()));
    for (const auto& [source, target] : {std::pair{from.dict, &to.dict}, std::pair{from.extra, &to.extra}}) {
        *target = source == nullptr ? nullptr : copy(source, true);
        if (source != nullptr && *target == nullptr) {
            return {};
        }
    }
    if (!drop_fields(to.dict, class_of_model(model))) {
        return {};
    }
    const auto values = fields_of(model);
    for (std::size_t i = 0; i < values.size(); ++i) {
        PyObject*& target = slots_of(made.get())[i];
        target = values[i] == nullptr ? nullptr : copy(values[i], false);
        if (values[i] != nullptr && target == nullptr) {
            return {};
        }
    }
    return made;
}

}  // namespace

PyObject* copy_model(PyObject* model, PyObject* /*nothing*/) {
    return copy_by(model,
                   [](PyObject* value, bool is_own_dict) {
                       return is_own_dict ? PyDict_Copy(value) : Py_NewRef(value);
                   })
        .release();
}

PyObject* deep_copy_model(PyObject* model, PyObject* memo) {
    const Object module = Object::steal(PyImport_ImportModule("copy"));
    const Object deepcopy =
        module ? Object::steal(PyObject_GetAttrString(module.get(), "deepcopy")) : Object();
    if (!deepcopy) {
        return nullptr;
    }
    return copy_by(model,
                   [&](PyObject* value, bool) {
                       const Object kept = Object::borrow(value);
                       return PyObject_CallFunctionObjArgs(deepcopy.get(), value, memo, nullptr);
                   })
        .release();
}

PyObject* fill_model(PyObject* model, PyObject* args) {
    PyObject* values = nullptr;
    PyObject* fields_set = nullptr;
    PyObject* extra = nullptr;
    if (PyArg_ParseTuple(args, "O!OO", &PyDict_Type, &values, &fields_set, &extra) == 0) {
        return nullptr;
    }
    const ModelClass& made = class_of_model(model);
    for (std::size_t i = 0; i < made.field_count; ++i) {
        PyObject* const name = PyTuple_GET_ITEM(made.field_names, static_cast<Py_ssize_t>(i));
        const Object value = Object::borrow(PyDict_GetItemWithError(values, name));
        const int is_set = value ? PySequence_Contains(fields_set, name) : 0;
        if (PyErr_Occurred() != nullptr) {
            return nullptr;
        }
        put(slots_of(model)[i], value);
        if (is_set == 1) {
            note_field_set(model, i);
        }
    }
    put(model_in(model).extra, extra == Py_None ? Object() : Object::borrow(extra));
    return Py_NewRef(Py_None);
}

}  // namespace fasterapi::python::schema
