// The metaclass of models, _core.ModelClass.
#include "schema/model.h"

#include <structmember.h>

#include <new>

#include "schema/record.h"
#include "schema/schema.h"

namespace fasterapi::python::schema {

namespace {

ModelClass& class_in(PyObject* object) noexcept {
    return *reinterpret_cast<ModelClass*>(object);
}

/// One descriptor for each field, by which the interpreter reads it.
bool add_descriptors(PyObject* object, ModelClass& made) {
    made.members = static_cast<PyMemberDef*>(PyMem_Calloc(made.field_count, sizeof(PyMemberDef)));
    if (made.members == nullptr) {
        PyErr_NoMemory();
        return false;
    }
    const std::size_t first = sizeof(ModelObject) + made.fields_set_words * sizeof(std::uint64_t);
    for (std::size_t i = 0; i < made.field_count; ++i) {
        PyObject* const name = PyTuple_GET_ITEM(made.field_names, static_cast<Py_ssize_t>(i));
        PyMemberDef& member = made.members[i];
        member.name = PyUnicode_AsUTF8(name);  // lives as long as the name, which the class keeps
        member.type = T_OBJECT_EX;
        member.offset = static_cast<Py_ssize_t>(first + i * sizeof(PyObject*));
        const Object descriptor =
            member.name != nullptr
                ? Object::steal(PyDescr_NewMember(reinterpret_cast<PyTypeObject*>(object), &member))
                : Object();
        if (!descriptor || PyType_Type.tp_setattro(object, name, descriptor.get()) < 0) {
            return false;
        }
    }
    return true;
}

/// Interned, so that those who look for one compare addresses. Empty with an exception set.
Object interned(PyObject* names) {
    const Object list = Object::steal(PySequence_List(names));
    for (Py_ssize_t i = 0; list && i < PyList_GET_SIZE(list.get()); ++i) {
        PyObject* name = PyList_GET_ITEM(list.get(), i);
        PyUnicode_InternInPlace(&name);
        PyList_SET_ITEM(list.get(), i, name);
    }
    return list ? Object::steal(PyList_AsTuple(list.get())) : Object();
}

PyObject* set_fields(PyObject* self, PyObject* names) {
    ModelClass& made = class_in(self);
    if (made.field_names != nullptr) {
        PyErr_SetString(PyExc_TypeError, "the fields of a class do not change");
        return nullptr;
    }
    made.field_names = interned(names).release();
    if (made.field_names == nullptr) {
        return nullptr;
    }
    made.field_count = static_cast<std::size_t>(PyTuple_GET_SIZE(made.field_names));
    made.fields_set_words = (made.field_count + bits_in_word - 1) / bits_in_word;
    made.heap_type.ht_type.tp_dealloc = destroy_model;
    return add_descriptors(self, made) ? Py_NewRef(Py_None) : nullptr;
}

PyObject* get_schema(PyObject* self, void*) {
    return schema_of_class(reinterpret_cast<PyTypeObject*>(self)) != nullptr
               ? Py_NewRef(class_in(self).schema)
               : nullptr;
}

PyObject* is_complete(PyObject* self, void*) {
    return PyBool_FromLong(class_in(self).compiled != nullptr ? 1 : 0);
}

int set_schema(PyObject* self, PyObject* value, void*) {
    ModelClass& made = class_in(self);
    const PyTypeObject* type = reinterpret_cast<PyTypeObject*>(self);
    ModuleState* state = state_of_type(Py_TYPE(self));
    if (state == nullptr) {
        return -1;
    }
    const bool is_schema = value != nullptr && Py_TYPE(value) == as_type(state->schema_type);
    const RecordNode* record = is_schema ? schema_in(value).record() : nullptr;
    if (is_schema &&
        (record == nullptr || record->type() != type || record->fields().size() != made.field_count)) {
        PyErr_Format(PyExc_TypeError, "%R is no schema of %s", value, type->tp_name);
        return -1;
    }
    const Object old = Object::steal(made.schema);
    made.schema = is_schema ? Py_NewRef(value) : nullptr;
    made.compiled = is_schema ? &schema_in(value) : nullptr;
    return 0;
}

int traverse(PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(class_in(self).schema);
    Py_VISIT(class_in(self).field_names);
    return PyType_Type.tp_traverse(self, visit, arg);
}

int clear(PyObject* self) {
    ModelClass& made = class_in(self);
    made.compiled = nullptr;
    Py_CLEAR(made.schema);
    return PyType_Type.tp_clear(self);
}

void destroy(PyObject* self) {
    PyTypeObject* type = Py_TYPE(self);
    ModelClass& made = class_in(self);
    PyMemberDef* members = made.members;
    PyObject* names = made.field_names;
    PyObject_GC_UnTrack(self);
    Py_CLEAR(made.schema);
    PyObject_GC_Track(self);  // as type's own tp_dealloc expects it
    PyType_Type.tp_dealloc(self);
    PyMem_Free(members);
    Py_XDECREF(names);
    Py_DECREF(type);
}

PyMethodDef methods[] = {
    {"__fasterapi_set_fields__", set_fields, METH_O, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyGetSetDef attributes[] = {
    {"__fasterapi_is_complete__", is_complete, nullptr, nullptr, nullptr},
    {"__fasterapi_schema__", get_schema, set_schema, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyType_Slot slots[] = {
    {Py_tp_dealloc, reinterpret_cast<void*>(destroy)},
    {Py_tp_traverse, reinterpret_cast<void*>(traverse)},
    {Py_tp_clear, reinterpret_cast<void*>(clear)},
    {Py_tp_methods, methods},
    {Py_tp_getset, attributes},
    {0, nullptr},
};

PyType_Spec spec{
    .name = "fasterapi._core.ModelClass",
    .basicsize = sizeof(ModelClass),
    .itemsize = 0,  // inherited
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_TYPE_SUBCLASS,
    .slots = slots,
};

}  // namespace

const Schema* schema_of_class(PyTypeObject* type) {
    ModelClass& made = model_class(type);
    if (made.compiled == nullptr) {
        const Object done = Object::steal(
            PyObject_CallMethod(reinterpret_cast<PyObject*>(type), "__fasterapi_complete__", nullptr));
        if (done && made.compiled == nullptr) {
            PyErr_Format(PyExc_RuntimeError, "%s has no schema", type->tp_name);
        }
    }
    return PyErr_Occurred() == nullptr ? made.compiled : nullptr;
}

Object make_model_class_type(PyObject* module) {
    return Object::steal(PyType_FromModuleAndSpec(module, &spec, reinterpret_cast<PyObject*>(&PyType_Type)));
}

}  // namespace fasterapi::python::schema
