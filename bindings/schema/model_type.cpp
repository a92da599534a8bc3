// What Model inherits from, _core.ModelBase.
#include <structmember.h>

#include <new>

#include "schema/model.h"
#include "schema/model_copy.h"
#include "schema/record.h"
#include "schema/schema.h"

namespace fasterapi::python::schema {

namespace {

ModelClass* checked_class(PyTypeObject* type) {
    const ModuleState* state = state_of_type(type);
    if (state == nullptr) {
        return nullptr;
    }
    if (!is_model_class(type, *state)) {
        PyErr_Format(PyExc_TypeError, "%s is no class of models", type->tp_name);
        return nullptr;
    }
    return &model_class(type);
}

PyObject* make(PyTypeObject* type, PyObject*, PyObject*) {
    return checked_class(type) != nullptr ? make_model(type).release() : nullptr;
}

int initialize(PyObject* self, PyObject* args, PyObject* kwargs) {
    PyTypeObject* type = Py_TYPE(self);
    if (PyTuple_GET_SIZE(args) != 0) {
        PyErr_Format(PyExc_TypeError, "%s() takes keyword arguments only: the fields", type->tp_name);
        return -1;
    }
    const Object keywords = kwargs != nullptr ? Object::borrow(kwargs) : Object::steal(PyDict_New());
    const Schema* schema = keywords ? schema_of_class(type) : nullptr;
    if (schema == nullptr) {
        return -1;
    }
    return schema->initialize(self, keywords.get()) ? 0 : -1;
}

int traverse(PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(Py_TYPE(self));
    const ModelObject& model = model_in(self);
    Py_VISIT(model.dict);
    Py_VISIT(model.extra);
    for (PyObject* value : fields_of(self)) {
        Py_VISIT(value);
    }
    return 0;
}

int clear(PyObject* self) {
    ModelObject& model = model_in(self);
    Py_CLEAR(model.dict);
    Py_CLEAR(model.extra);
    for (PyObject*& value : fields_of(self)) {
        Py_CLEAR(value);
    }
    return 0;
}

void destroy(PyObject* self) {
    PyTypeObject* type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    Py_TRASHCAN_BEGIN(self, destroy) if (model_in(self).weak_references != nullptr) {
        PyObject_ClearWeakRefs(self);
    }
    clear(self);
    type->tp_free(self);
    Py_DECREF(type);
    Py_TRASHCAN_END
}

/// The fields that were given, as a set of their names.
PyObject* get_fields_set(PyObject* self, void*) {
    Object names = Object::steal(PySet_New(nullptr));
    const ModelClass& made = class_of_model(self);
    for (std::size_t i = 0; names && i < made.field_count; ++i) {
        if (is_field_set(self, i) &&
            PySet_Add(names.get(), PyTuple_GET_ITEM(made.field_names, static_cast<Py_ssize_t>(i))) < 0) {
            names.reset();
        }
    }
    const PyObject* extra = model_in(self).extra;
    PyObject* name = nullptr;
    Py_ssize_t at = 0;
    while (names && extra != nullptr && PyDict_Next(const_cast<PyObject*>(extra), &at, &name, nullptr) != 0) {
        if (PySet_Add(names.get(), name) < 0) {
            names.reset();
        }
    }
    return names.release();
}

PyObject* get_extra(PyObject* self, void*) {
    PyObject* extra = model_in(self).extra;
    return Py_NewRef(extra != nullptr ? extra : Py_None);
}

PyGetSetDef attributes[] = {
    {"model_extra", get_extra, nullptr, nullptr, nullptr},
    {"model_fields_set", get_fields_set, nullptr, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyMethodDef methods[] = {
    {"__copy__", copy_model, METH_NOARGS, nullptr},
    {"__deepcopy__", deep_copy_model, METH_O, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyMemberDef members[] = {
    {"__dictoffset__", T_PYSSIZET, offsetof(ModelObject, dict), READONLY, nullptr},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(ModelObject, weak_references), READONLY, nullptr},
    {nullptr, 0, 0, 0, nullptr},
};

PyType_Slot slots[] = {
    {Py_tp_new, reinterpret_cast<void*>(make)},
    {Py_tp_init, reinterpret_cast<void*>(initialize)},
    {Py_tp_dealloc, reinterpret_cast<void*>(destroy)},
    {Py_tp_traverse, reinterpret_cast<void*>(traverse)},
    {Py_tp_clear, reinterpret_cast<void*>(clear)},
    {Py_tp_methods, methods},
    {Py_tp_getset, attributes},
    {Py_tp_members, members},
    {0, nullptr},
};

PyType_Spec spec{
    .name = "fasterapi._core.ModelBase",
    .basicsize = sizeof(ModelObject),
    .itemsize = sizeof(PyObject*),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .slots = slots,
};

}  // namespace

Object make_model_type(PyObject* module) {
    return Object::steal(PyType_FromModuleAndSpec(module, &spec, nullptr));
}

}  // namespace fasterapi::python::schema
