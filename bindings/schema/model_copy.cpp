#include "schema/model_copy.h"

#include <algorithm>

#include "schema/model.h"

namespace fasterapi::python::schema {

namespace {

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
        if (source != nullptr && (*target = copy(source, true)) == nullptr) {
            return {};
        }
    }
    const auto values = fields_of(model);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] != nullptr && (slots_of(made.get())[i] = copy(values[i], false)) == nullptr) {
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

}  // namespace fasterapi::python::schema
