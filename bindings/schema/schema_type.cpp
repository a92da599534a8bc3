// The Python type _core.Schema.
#include <new>

#include "module_state.h"
#include "schema/schema.h"

namespace fasterapi::python::schema {

namespace {

struct SchemaObject {
    PyObject_HEAD;
    Schema schema;
};

Schema& schema_in(PyObject* object) noexcept {
    return reinterpret_cast<SchemaObject*>(object)->schema;
}

/// What the core may throw.
template <class Function>
PyObject* guarded(Function function) {
    try {
        return function();
    } catch (const std::bad_alloc&) {
        return PyErr_NoMemory();
    }
}

PyObject* make(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
    static const char* const names[] = {"node", nullptr};
    PyObject* node = nullptr;
    if (PyArg_ParseTupleAndKeywords(args, kwargs, "O:Schema", const_cast<char**>(names), &node) == 0) {
        return nullptr;
    }
    ModuleState* state = state_of_type(type);
    const Object object = state != nullptr ? Object::steal(type->tp_alloc(type, 0)) : Object();
    if (!object) {
        return nullptr;
    }
    Schema& schema = *new (&schema_in(object.get())) Schema(*state);
    return guarded([&] { return schema.build(node) ? object.new_ref() : nullptr; });
}

/// ValidationError of fasterapi.exceptions, with the errors in it.
PyObject* raise_errors(const Object& errors) {
    if (!errors) {
        return nullptr;
    }
    const Object module = Object::steal(PyImport_ImportModule("fasterapi.exceptions"));
    const Object type =
        module ? Object::steal(PyObject_GetAttrString(module.get(), "ValidationError")) : Object();
    const Object error = type ? Object::steal(PyObject_CallOneArg(type.get(), errors.get())) : Object();
    if (error) {
        raise(error);
    }
    return nullptr;
}

/// None: what the schema says.
std::optional<bool> optional_flag(PyObject* flag) {
    return flag == nullptr || flag == Py_None ? std::nullopt : std::optional(PyObject_IsTrue(flag) == 1);
}

PyObject* validate_python(PyObject* self, PyObject* args, PyObject* kwargs) {
    static const char* const names[] = {"value", "strict", nullptr};
    PyObject* value = nullptr;
    PyObject* strict = nullptr;
    if (PyArg_ParseTupleAndKeywords(args, kwargs, "O|$O", const_cast<char**>(names), &value, &strict) == 0) {
        return nullptr;
    }
    return guarded([&] {
        Object errors;
        Object checked =
            schema_in(self).validate(value, Mode::python, optional_flag(strict), nullptr, errors);
        return checked ? checked.release() : raise_errors(errors);
    });
}

PyObject* validate_json(PyObject* self, PyObject* args, PyObject* kwargs) {
    static const char* const names[] = {"text", "strict", nullptr};
    Py_buffer text;
    PyObject* strict = nullptr;
    if (PyArg_ParseTupleAndKeywords(args, kwargs, "s*|$O", const_cast<char**>(names), &text, &strict) == 0) {
        return nullptr;
    }
    PyObject* result = guarded([&] {
        Object errors;
        Object checked = schema_in(self).validate_json(
            {static_cast<const char*>(text.buf), static_cast<std::size_t>(text.len)}, optional_flag(strict),
            nullptr, errors);
        return checked ? checked.release() : raise_errors(errors);
    });
    PyBuffer_Release(&text);
    return result;
}

PyObject* dump_json(PyObject* self, PyObject* args, PyObject* kwargs) {
    static const char* const names[] = {"value", "by_alias", "exclude_none", nullptr};
    PyObject* value = nullptr;
    int by_alias = 1;
    int exclude_none = 0;
    if (PyArg_ParseTupleAndKeywords(args, kwargs, "O|$pp", const_cast<char**>(names), &value, &by_alias,
                                    &exclude_none) == 0) {
        return nullptr;
    }
    return guarded([&]() -> PyObject* {
        ByteBuffer out;
        Writing writing{.out = out, .by_alias = by_alias != 0, .exclude_none = exclude_none != 0};
        return schema_in(self).write(value, writing) ? bytes(out.view()).release() : nullptr;
    });
}

int traverse(PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(Py_TYPE(self));
    return schema_in(self).traverse(visit, arg);
}

int clear(PyObject* self) {
    schema_in(self).clear();
    return 0;
}

void destroy(PyObject* self) {
    PyTypeObject* type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    schema_in(self).~Schema();
    type->tp_free(self);
    Py_DECREF(type);
}

template <PyCFunctionWithKeywords Function>
constexpr PyMethodDef method(const char* name) {
    return {name, reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(Function)),
            METH_VARARGS | METH_KEYWORDS, nullptr};
}

PyMethodDef methods[] = {
    method<dump_json>("dump_json"),
    method<validate_json>("validate_json"),
    method<validate_python>("validate_python"),
    {nullptr, nullptr, 0, nullptr},
};

PyType_Slot slots[] = {
    {Py_tp_new, reinterpret_cast<void*>(make)},
    {Py_tp_dealloc, reinterpret_cast<void*>(destroy)},
    {Py_tp_traverse, reinterpret_cast<void*>(traverse)},
    {Py_tp_clear, reinterpret_cast<void*>(clear)},
    {Py_tp_methods, methods},
    {0, nullptr},
};

PyType_Spec spec{
    .name = "fasterapi._core.Schema",
    .basicsize = sizeof(SchemaObject),
    .itemsize = 0,
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
};

}  // namespace

Object make_schema_type(PyObject* module) {
    return Object::steal(PyType_FromModuleAndSpec(module, &spec, nullptr));
}

}  // namespace fasterapi::python::schema
