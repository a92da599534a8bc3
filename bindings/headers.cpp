// Headers: the fields of one request head as an immutable mapping, looked up in the received bytes.
#include <string>

#include "module_state.h"
#include "request.h"

namespace fasterapi::python {

namespace {

struct HeadersObject {
    PyObject_HEAD;
    server::Exchange* exchange;  ///< retained
};

const http::HeaderFields& fields_in(PyObject* self) noexcept {
    return reinterpret_cast<HeadersObject*>(self)->exchange->head().headers;
}

Object lower_name(std::string_view name) {
    std::string lower(name);
    for (char& byte : lower) {
        byte = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
    }
    return latin1(lower);
}

/// The first field of that name; nullptr if there is none or the key is no str, without an exception.
const http::HeaderField* find(PyObject* self, PyObject* key) {
    Py_ssize_t size = 0;
    const char* name = PyUnicode_Check(key) == 0 ? nullptr : PyUnicode_AsUTF8AndSize(key, &size);
    PyErr_Clear();
    return name == nullptr ? nullptr : fields_in(self).find({name, static_cast<std::size_t>(size)});
}

template <class Make>
PyObject* list_of(PyObject* self, Make make) {
    Object list = Object::steal(PyList_New(0));
    for (const http::HeaderField& field : fields_in(self)) {
        const Object item = make(field);
        if (!list || !item || PyList_Append(list.get(), item.get()) < 0) {
            return nullptr;
        }
    }
    return list.release();
}

Object pair_of(Object name, Object value) {
    return name && value ? Object::steal(PyTuple_Pack(2, name.get(), value.get())) : Object();
}

PyObject* subscript(PyObject* self, PyObject* key) {
    const http::HeaderField* field = find(self, key);
    if (field == nullptr) {
        PyErr_SetObject(PyExc_KeyError, key);
        return nullptr;
    }
    return latin1(field->value).release();
}

PyObject* get(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
    if (count < 1 || count > 2) {
        PyErr_SetString(PyExc_TypeError, "get() takes a name and perhaps a default");
        return nullptr;
    }
    if (const http::HeaderField* field = find(self, arguments[0]); field != nullptr) {
        return latin1(field->value).release();
    }
    return Py_NewRef(count == 2 ? arguments[1] : Py_None);
}

PyObject* getlist(PyObject* self, PyObject* key) {
    Py_ssize_t size = 0;
    const char* name = PyUnicode_AsUTF8AndSize(key, &size);
    Object list = name == nullptr ? Object() : Object::steal(PyList_New(0));
    if (!list) {
        return nullptr;
    }
    for (const http::HeaderField& field : fields_in(self)) {
        if (http::equals_ignoring_case(field.name, {name, static_cast<std::size_t>(size)})) {
            const Object value = latin1(field.value);
            if (!value || PyList_Append(list.get(), value.get()) < 0) {
                return nullptr;
            }
        }
    }
    return list.release();
}

PyObject* keys(PyObject* self, PyObject*) {
    return list_of(self, [](const auto& field) { return lower_name(field.name); });
}

PyObject* values(PyObject* self, PyObject*) {
    return list_of(self, [](const auto& field) { return latin1(field.value); });
}

PyObject* items(PyObject* self, PyObject*) {
    return list_of(self,
                   [](const auto& field) { return pair_of(lower_name(field.name), latin1(field.value)); });
}

PyObject* raw(PyObject* self, void*) {
    return list_of(self, [](const auto& field) {
        const Object name = lower_name(field.name);
        return name ? pair_of(Object::steal(PyUnicode_AsLatin1String(name.get())), bytes(field.value))
                    : Object();
    });
}

int contains(PyObject* self, PyObject* key) {
    return find(self, key) != nullptr ? 1 : 0;
}

Py_ssize_t length(PyObject* self) {
    return static_cast<Py_ssize_t>(fields_in(self).size());
}

PyObject* iterate(PyObject* self) {
    const Object names = Object::steal(keys(self, nullptr));
    return names ? PyObject_GetIter(names.get()) : nullptr;
}

PyObject* represent(PyObject* self) {
    const Object list = Object::steal(items(self, nullptr));
    return list ? PyUnicode_FromFormat("Headers(%R)", list.get()) : nullptr;
}

void headers_dealloc(PyObject* self) {
    PyTypeObject* type = Py_TYPE(self);
    reinterpret_cast<HeadersObject*>(self)->exchange->release();
    type->tp_free(self);
    Py_DECREF(type);
}

PyMethodDef headers_methods[] = {
    {"get", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(get)), METH_FASTCALL, nullptr},
    {"getlist", getlist, METH_O, nullptr},
    {"keys", keys, METH_NOARGS, nullptr},
    {"values", values, METH_NOARGS, nullptr},
    {"items", items, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyGetSetDef headers_attributes[] = {
    {"raw", raw, nullptr, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyType_Slot headers_slots[] = {
    {Py_mp_subscript, reinterpret_cast<void*>(subscript)},
    {Py_mp_length, reinterpret_cast<void*>(length)},
    {Py_sq_contains, reinterpret_cast<void*>(contains)},
    {Py_tp_iter, reinterpret_cast<void*>(iterate)},
    {Py_tp_repr, reinterpret_cast<void*>(represent)},
    {Py_tp_methods, headers_methods},
    {Py_tp_getset, headers_attributes},
    {Py_tp_dealloc, reinterpret_cast<void*>(headers_dealloc)},
    {0, nullptr},
};

PyType_Spec headers_spec = {
    .name = "fasterapi._core.Headers",
    .basicsize = sizeof(HeadersObject),
    .itemsize = 0,
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_MAPPING | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = headers_slots,
};

}  // namespace

Object make_headers(const ModuleState& state, server::Exchange& exchange) {
    PyTypeObject* type = as_type(state.headers_type);
    Object self = Object::steal(type->tp_alloc(type, 0));
    if (self) {
        exchange.retain();
        reinterpret_cast<HeadersObject*>(self.get())->exchange = &exchange;
    }
    return self;
}

bool make_headers_type(PyObject* module, ModuleState& state) {
    state.headers_type = Object::steal(PyType_FromModuleAndSpec(module, &headers_spec, nullptr));
    return static_cast<bool>(state.headers_type);
}

}  // namespace fasterapi::python
