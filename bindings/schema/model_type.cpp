// What Model inherits from, _core.ModelBase.
#include "schema/model.h"

#include <structmember.h>

#include <new>

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

/// What a root is made from: its only argument, the keyword `root`, or all keywords together.
/// @return empty for its default, or with an exception set.
Object root_argument(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
    const bool has_keywords = kwargs != nullptr && PyDict_GET_SIZE(kwargs) > 0;
    if (PyTuple_GET_SIZE(args) > (has_keywords ? 0 : 1)) {
        PyErr_Format(PyExc_TypeError, "%s() takes one argument: the root", type->tp_name);
        return {};
    }
    if (!has_keywords) {
        return Object::borrow(PyTuple_GET_SIZE(args) == 1 ? PyTuple_GET_ITEM(args, 0) : nullptr);
    }
    PyObject* root = PyDict_GET_SIZE(kwargs) == 1 ? PyDict_GetItemString(kwargs, "root") : nullptr;
    return Object::borrow(root != nullptr ? root : kwargs);
}

int initialize(PyObject* self, PyObject* args, PyObject* kwargs) {
    PyTypeObject* type = Py_TYPE(self);
    const Schema* schema = schema_of_class(type);
    if (schema == nullptr) {
        return -1;
    }
    if (schema->record()->is_root()) {
        const Object root = root_argument(type, args, kwargs);
        return PyErr_Occurred() == nullptr && schema->initialize(self, root.get(), nullptr) ? 0 : -1;
    }
    if (PyTuple_GET_SIZE(args) != 0) {
        PyErr_Format(PyExc_TypeError, "%s() takes keyword arguments only: the fields", type->tp_name);
        return -1;
    }
    const Object keywords = kwargs != nullptr ? Object::borrow(kwargs) : Object::steal(PyDict_New());
    return keywords && schema->initialize(self, nullptr, keywords.get()) ? 0 : -1;
}

/// `value`, checked as what the field `name` is to be set to.
PyObject* check_field(PyObject* self, PyObject* args) {
    PyObject* name = nullptr;
    PyObject* value = nullptr;
    const Schema* schema = schema_of_class(Py_TYPE(self));
    if (schema == nullptr || PyArg_ParseTuple(args, "UO", &name, &value) == 0) {
        return nullptr;
    }
    Validation validation(schema->state(), Mode::python, std::nullopt);
    const std::size_t place = schema->record()->place_of(name);
    if (place == FieldTable::nowhere) {
        PyErr_SetObject(PyExc_KeyError, name);
        return nullptr;
    }
    Object checked = schema->record()->validate_field(place, value, validation);
    if (!checked) {
        raise_errors(validation.take_errors(), schema->title());
    }
    return checked.release();
}

/// The name of a field counts as given from now on.
PyObject* note_set(PyObject* self, PyObject* name) {
    const ModelClass& made = class_of_model(self);
    for (std::size_t i = 0; i < made.field_count; ++i) {
        if (PyUnicode_Compare(PyTuple_GET_ITEM(made.field_names, static_cast<Py_ssize_t>(i)), name) == 0) {
            note_field_set(self, i);
        }
    }
    return PyErr_Occurred() == nullptr ? Py_NewRef(Py_None) : nullptr;
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

}  // namespace

void destroy_model(PyObject* self) {
    PyTypeObject* type = Py_TYPE(self);
    if (type->tp_finalize != nullptr && PyObject_CallFinalizerFromDealloc(self) < 0) {
        return;  // it lives on
    }
    PyObject_GC_UnTrack(self);
    Py_TRASHCAN_BEGIN(self, destroy_model) if (model_in(self).weak_references != nullptr) {
        PyObject_ClearWeakRefs(self);
    }
    clear(self);
    type->tp_free(self);
    Py_DECREF(type);
    Py_TRASHCAN_END
}

namespace {

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

/// The dict that private attributes are in, and what users store, with the fields as they are now: for
/// reading only what they are.
PyObject* get_dict(PyObject* self, void*) {
    ModelObject& model = model_in(self);
    if (model.dict == nullptr) {
        model.dict = PyDict_New();
    }
    const ModelClass& made = class_of_model(self);
    const auto values = fields_of(self);
    for (std::size_t i = 0; model.dict != nullptr && i < values.size(); ++i) {
        PyObject* name = PyTuple_GET_ITEM(made.field_names, static_cast<Py_ssize_t>(i));
        if (values[i] != nullptr && PyDict_SetItem(model.dict, name, values[i]) < 0) {
            return nullptr;
        }
    }
    return Py_XNewRef(model.dict);
}

PyGetSetDef attributes[] = {
    {"__dict__", get_dict, nullptr, nullptr, nullptr},
    {"model_extra", get_extra, nullptr, nullptr, nullptr},
    {"model_fields_set", get_fields_set, nullptr, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyMethodDef methods[] = {
    {"__copy__", copy_model, METH_NOARGS, nullptr},
    {"__deepcopy__", deep_copy_model, METH_O, nullptr},
    {"__fasterapi_check__", check_field, METH_VARARGS, nullptr},
    {"__fasterapi_fill__", fill_model, METH_VARARGS, nullptr},
    {"__fasterapi_note_set__", note_set, METH_O, nullptr},
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
    {Py_tp_dealloc, reinterpret_cast<void*>(destroy_model)},
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
