// The Python type _core.Schema.
#include <array>
#include <new>

#include "module_state.h"
#include "schema/schema.h"

namespace fasterapi::python::schema {

namespace {

struct SchemaObject {
    PyObject_HEAD;
    Schema schema;
};

Schema& own_schema(PyObject* object) noexcept {
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
    Schema& schema = *new (&own_schema(object.get())) Schema(*state);
    return guarded([&] { return schema.build(node) ? object.new_ref() : nullptr; });
}

/// None: what the schema says.
std::optional<bool> optional_flag(PyObject* flag) {
    return flag == nullptr || flag == Py_None ? std::nullopt : std::optional(PyObject_IsTrue(flag) == 1);
}

/// What validate_python() and validate_json() can be told. @return false with an exception set.
bool read_asked(PyObject* strict, PyObject* from_attributes, PyObject* by_alias, PyObject* by_name,
                Asked& asked) {
    asked.strict = optional_flag(strict);
    asked.from_attributes = optional_flag(from_attributes);
    asked.by_alias = optional_flag(by_alias);
    asked.by_name = optional_flag(by_name);
    if (asked.by_alias == false && !asked.by_name.value_or(false)) {
        PyErr_SetString(PyExc_TypeError, "At least one of `by_alias` or `by_name` must be set to True.");
        return false;
    }
    return PyErr_Occurred() == nullptr;
}

PyObject* validate_python(PyObject* self, PyObject* args, PyObject* kwargs) {
    static const char* const names[] = {"value", "strict", "from_attributes", "by_alias", "by_name", nullptr};
    PyObject* value = nullptr;
    std::array<PyObject*, 4> flags{};
    Asked asked;
    if (PyArg_ParseTupleAndKeywords(args, kwargs, "O|$OOOO", const_cast<char**>(names), &value, &flags[0],
                                    &flags[1], &flags[2], &flags[3]) == 0 ||
        !read_asked(flags[0], flags[1], flags[2], flags[3], asked)) {
        return nullptr;
    }
    return guarded([&] {
        Object errors;
        Object checked = schema_in(self).validate(value, Mode::python, asked, nullptr, errors);
        if (!checked && PyErr_Occurred() == nullptr) {
            raise_errors(errors, schema_in(self).title());
        }
        return checked.release();
    });
}

PyObject* validate_json(PyObject* self, PyObject* args, PyObject* kwargs) {
    static const char* const names[] = {"text", "strict", "by_alias", "by_name", nullptr};
    Py_buffer text;
    std::array<PyObject*, 3> flags{};
    Asked asked;
    if (PyArg_ParseTupleAndKeywords(args, kwargs, "s*|$OOO", const_cast<char**>(names), &text, &flags[0],
                                    &flags[1], &flags[2]) == 0) {
        return nullptr;
    }
    PyObject* result = guarded([&]() -> PyObject* {
        if (!read_asked(flags[0], nullptr, flags[1], flags[2], asked)) {
            return nullptr;
        }
        Object errors;
        Object checked = schema_in(self).validate_json(
            {static_cast<const char*>(text.buf), static_cast<std::size_t>(text.len)}, asked, nullptr, errors);
        if (!checked && PyErr_Occurred() == nullptr) {
            raise_errors(errors, schema_in(self).title());
        }
        return checked.release();
    });
    PyBuffer_Release(&text);
    return result;
}

/// What dump() and dump_json() can be told. @return false with an exception set.
bool read_choice(PyObject* args, PyObject* kwargs, const char* format, PyObject*& value, Choice& choice) {
    static const char* const names[] = {"value",         "include",          "exclude",      "by_alias",
                                        "exclude_unset", "exclude_defaults", "exclude_none", nullptr};
    PyObject* include = Py_None;
    PyObject* exclude = Py_None;
    PyObject* by_alias = Py_True;
    std::array<int, 3> excludes{};
    if (PyArg_ParseTupleAndKeywords(args, kwargs, format, const_cast<char**>(names), &value, &include,
                                    &exclude, &by_alias, &excludes[0], &excludes[1], &excludes[2]) == 0) {
        return false;
    }
    choice.include = include == Py_None ? nullptr : include;
    choice.exclude = exclude == Py_None ? nullptr : exclude;
    choice.by_alias = optional_flag(by_alias);
    choice.exclude_unset = excludes[0] != 0;
    choice.exclude_defaults = excludes[1] != 0;
    choice.exclude_none = excludes[2] != 0;
    return true;
}

PyObject* dump_json(PyObject* self, PyObject* args, PyObject* kwargs) {
    PyObject* value = nullptr;
    Choice choice;
    if (!read_choice(args, kwargs, "O|$OOOppp:dump_json", value, choice)) {
        return nullptr;
    }
    return guarded([&]() -> PyObject* {
        ByteBuffer out;
        Writing writing{choice, out};
        return schema_in(self).write(value, writing) ? bytes(out.view()).release() : nullptr;
    });
}

PyObject* dump_python(PyObject* self, PyObject* args, PyObject* kwargs) {
    PyObject* value = nullptr;
    Choice choice;
    if (!read_choice(args, kwargs, "O|$OOOppp:dump_python", value, choice)) {
        return nullptr;
    }
    return guarded([&]() -> PyObject* {
        Dumping dumping{choice};
        return schema_in(self).dump(value, dumping).release();
    });
}

int traverse(PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(Py_TYPE(self));
    return own_schema(self).traverse(visit, arg);
}

int clear(PyObject* self) {
    own_schema(self).clear();
    return 0;
}

void destroy(PyObject* self) {
    PyTypeObject* type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    own_schema(self).~Schema();
    type->tp_free(self);
    Py_DECREF(type);
}

template <PyCFunctionWithKeywords Function>
constexpr PyMethodDef method(const char* name) {
    return {name, reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(Function)),
            METH_VARARGS | METH_KEYWORDS, nullptr};
}

PyMethodDef methods[] = {
    method<dump_json>("dump_json"),         method<dump_python>("dump_python"),
    method<validate_json>("validate_json"), method<validate_python>("validate_python"),
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

const Schema& schema_in(PyObject* object) noexcept {
    return own_schema(object);
}

void raise_errors(const Object& errors, const Object& title) {
    if (!errors || PyErr_Occurred() != nullptr) {
        return;
    }
    const Object module = Object::steal(PyImport_ImportModule("fasterapi.exceptions"));
    const Object type =
        module ? Object::steal(PyObject_GetAttrString(module.get(), "ValidationError")) : Object();
    const Object error =
        type ? Object::steal(PyObject_CallFunctionObjArgs(type.get(), errors.get(), title.get(), nullptr))
             : Object();
    if (error) {
        raise(error);
    }
}

const Schema* schema_of(PyObject* object) {
    const ModuleState* state = state_of_type(Py_TYPE(object));
    if (state == nullptr || Py_TYPE(object) != as_type(state->schema_type)) {
        PyErr_Format(PyExc_TypeError, "a Schema is expected, not '%.100s'", Py_TYPE(object)->tp_name);
        return nullptr;
    }
    return &schema_in(object);
}

Object make_schema_type(PyObject* module) {
    return Object::steal(PyType_FromModuleAndSpec(module, &spec, nullptr));
}

}  // namespace fasterapi::python::schema
