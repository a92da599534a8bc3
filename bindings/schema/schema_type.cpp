// The Python type _core.Schema.
#include <array>
#include <new>
#include <string_view>

#include "arguments.h"
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

PyObject* validate_python(PyObject* self, PyObject* const* args, Py_ssize_t count, PyObject* keywords) {
    std::array<PyObject*, 5> given{};
    Asked asked;
    if (!read_arguments("validate_python", {"value", "strict", "from_attributes", "by_alias", "by_name"},
                        args, count, keywords, given) ||
        !read_asked(given[1], given[2], given[3], given[4], asked)) {
        return nullptr;
    }
    return guarded([&] {
        Object errors;
        Object checked = schema_in(self).validate(given[0], Mode::python, asked, nullptr, errors);
        if (!checked && PyErr_Occurred() == nullptr) {
            raise_errors(errors, schema_in(self).title());
        }
        return checked.release();
    });
}

/// The bytes of a text: of str in UTF-8, or of whatever has a buffer.
class TextBytes {
public:
    TextBytes() = default;
    ~TextBytes() {
        if (buffer_.obj != nullptr) {
            PyBuffer_Release(&buffer_);
        }
    }
    TextBytes(const TextBytes&) = delete;
    TextBytes& operator=(const TextBytes&) = delete;

    /// @return false with an exception set.
    [[nodiscard]] bool open(PyObject* text) {
        if (PyBytes_CheckExact(text) != 0) {
            view_ = view_of_bytes(text);
            return true;
        }
        if (PyUnicode_Check(text) != 0) {
            Py_ssize_t size = 0;
            const char* const utf8 = PyUnicode_AsUTF8AndSize(text, &size);
            view_ = {utf8, utf8 != nullptr ? static_cast<std::size_t>(size) : 0};
            return utf8 != nullptr;
        }
        if (PyObject_GetBuffer(text, &buffer_, PyBUF_SIMPLE) < 0) {
            return false;
        }
        view_ = {static_cast<const char*>(buffer_.buf), static_cast<std::size_t>(buffer_.len)};
        return true;
    }
    [[nodiscard]] std::string_view view() const noexcept { return view_; }

private:
    Py_buffer buffer_{};
    std::string_view view_;
};

PyObject* validate_json(PyObject* self, PyObject* const* args, Py_ssize_t count, PyObject* keywords) {
    std::array<PyObject*, 4> given{};
    TextBytes text;
    Asked asked;
    if (!read_arguments("validate_json", {"text", "strict", "by_alias", "by_name"}, args, count, keywords,
                        given) ||
        !text.open(given[0]) || !read_asked(given[1], nullptr, given[2], given[3], asked)) {
        return nullptr;
    }
    return guarded([&] {
        Object errors;
        Object checked = schema_in(self).validate_json(text.view(), asked, nullptr, errors);
        if (!checked && PyErr_Occurred() == nullptr) {
            raise_errors(errors, schema_in(self).title());
        }
        return checked.release();
    });
}

/// What dump_python() and dump_json() can be told. @return false with an exception set.
bool read_choice(const char* function, PyObject* const* args, Py_ssize_t count, PyObject* keywords,
                 PyObject*& value, Choice& choice) {
    std::array<PyObject*, 7> given{};
    if (!read_arguments(
            function,
            {"value", "include", "exclude", "by_alias", "exclude_unset", "exclude_defaults", "exclude_none"},
            args, count, keywords, given)) {
        return false;
    }
    const auto unless_none = [](PyObject* object) { return object == Py_None ? nullptr : object; };
    const auto is_true = [](PyObject* flag) { return flag != nullptr && PyObject_IsTrue(flag) == 1; };
    value = given[0];
    choice.include = unless_none(given[1]);
    choice.exclude = unless_none(given[2]);
    choice.by_alias = given[3] == nullptr ? true : optional_flag(given[3]);
    choice.exclude_unset = is_true(given[4]);
    choice.exclude_defaults = is_true(given[5]);
    choice.exclude_none = is_true(given[6]);
    return PyErr_Occurred() == nullptr;
}

PyObject* dump_json(PyObject* self, PyObject* const* args, Py_ssize_t count, PyObject* keywords) {
    PyObject* value = nullptr;
    Choice choice;
    if (!read_choice("dump_json", args, count, keywords, value, choice)) {
        return nullptr;
    }
    return guarded([&]() -> PyObject* {
        ByteBuffer out;
        Writing writing{choice, out};
        return schema_in(self).write(value, writing) ? bytes(out.view()).release() : nullptr;
    });
}

PyObject* dump_python(PyObject* self, PyObject* const* args, Py_ssize_t count, PyObject* keywords) {
    PyObject* value = nullptr;
    Choice choice;
    if (!read_choice("dump_python", args, count, keywords, value, choice)) {
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

using Method = PyObject* (*)(PyObject*, PyObject* const*, Py_ssize_t, PyObject*);

template <Method Function>
constexpr PyMethodDef method(const char* name) {
    return {name, reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(Function)),
            METH_FASTCALL | METH_KEYWORDS, nullptr};
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
