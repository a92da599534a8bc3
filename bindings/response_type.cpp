#include "response_type.h"

#include <structmember.h>

#include <string>
#include <string_view>

#include "http/header_field.h"
#include "json_encoder.h"
#include "module_state.h"
#include "response.h"

namespace fasterapi::python {

namespace {

// Media types are few; a service that computes them must not fill the memory.
constexpr Py_ssize_t most_content_types = 128;

ResponseObject& response_in(PyObject* self) noexcept {
    return *reinterpret_cast<ResponseObject*>(self);
}

/// "text/plain" -> "text/plain; charset=utf-8"; other media types as they are (Starlette's rule).
Object content_type_of(const ModuleState& state, PyObject* owner, PyObject* media_type) {
    Py_ssize_t size = 0;
    const char* data = PyUnicode_AsUTF8AndSize(media_type, &size);
    if (data == nullptr) {
        return {};
    }
    const std::string_view text(data, static_cast<std::size_t>(size));
    if (!text.starts_with("text/") || text.find("charset=") != std::string_view::npos) {
        return Object::borrow(media_type);
    }
    const Object charset = Object::steal(PyObject_GetAttr(owner, state.names.charset.get()));
    if (!charset) {
        return {};
    }
    const bool usual = PyUnicode_CompareWithASCIIString(charset.get(), "utf-8") == 0;
    if (usual && PyUnicode_CheckExact(media_type)) {
        if (PyObject* known = PyDict_GetItemWithError(state.content_types.get(), media_type);
            known != nullptr) {
            return Object::borrow(known);
        }
    }
    Object content_type = Object::steal(PyUnicode_FromFormat("%U; charset=%U", media_type, charset.get()));
    if (content_type && usual && PyUnicode_CheckExact(media_type) &&
        PyDict_GET_SIZE(state.content_types.get()) < most_content_types &&
        PyDict_SetItem(state.content_types.get(), media_type, content_type.get()) < 0) {
        return {};
    }
    return content_type;
}

Object header_bytes(PyObject* text, bool lower) {
    if (PyUnicode_Check(text) == 0) {
        PyErr_Format(PyExc_TypeError, "header names and values must be str, not '%.100s'",
                     Py_TYPE(text)->tp_name);
        return {};
    }
    Object encoded = Object::steal(PyUnicode_AsLatin1String(text));
    if (encoded && lower) {
        char* data = PyBytes_AS_STRING(encoded.get());
        for (Py_ssize_t i = 0; i < PyBytes_GET_SIZE(encoded.get()); ++i) {
            data[i] = data[i] >= 'A' && data[i] <= 'Z' ? static_cast<char>(data[i] + ('a' - 'A')) : data[i];
        }
    }
    return encoded;
}

bool append_pair(PyObject* list, const Object& name, const Object& value) {
    const Object pair = name && value ? Object::steal(PyTuple_Pack(2, name.get(), value.get())) : Object();
    return pair && PyList_Append(list, pair.get()) == 0;
}

/// raw_headers out of a mapping; `has_content_type` tells whether one is among them.
Object headers_from(const ModuleState& state, PyObject* mapping, bool& has_content_type) {
    Object list = Object::steal(PyList_New(0));
    const Object items = Object::steal(PyObject_CallMethodNoArgs(mapping, state.names.items.get()));
    const Object pairs =
        items ? Object::steal(PySequence_Fast(items.get(), "headers must be a mapping")) : Object();
    if (!list || !pairs) {
        return {};
    }
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(pairs.get()); ++i) {
        PyObject* pair = PySequence_Fast_GET_ITEM(pairs.get(), i);
        if (PyTuple_Check(pair) == 0 || PyTuple_GET_SIZE(pair) != 2) {
            PyErr_Format(PyExc_TypeError, "headers.items() must give (name, value) pairs, not %R", pair);
            return {};
        }
        const Object name = header_bytes(PyTuple_GET_ITEM(pair, 0), true);
        const Object value = name ? header_bytes(PyTuple_GET_ITEM(pair, 1), false) : Object();
        if (!value) {
            return {};
        }
        if (!http::is_token(view_of_bytes(name.get()))) {
            PyErr_Format(PyExc_ValueError, "not a header name: %R", PyTuple_GET_ITEM(pair, 0));
            return {};
        }
        if (!http::is_field_value(view_of_bytes(value.get()))) {
            PyErr_Format(PyExc_ValueError, "not a value that header %R can have: %R",
                         PyTuple_GET_ITEM(pair, 0), PyTuple_GET_ITEM(pair, 1));
            return {};
        }
        has_content_type = has_content_type || view_of_bytes(name.get()) == "content-type";
        if (!append_pair(list.get(), name, value)) {
            return {};
        }
    }
    return list;
}

bool append_content_type(PyObject* list, PyObject* content_type) {
    return append_pair(list, bytes("content-type"), header_bytes(content_type, false));
}

int response_init(PyObject* self, PyObject* args, PyObject* kwargs) {
    static const char* const names[] = {"content",    "status_code", "headers",
                                        "media_type", "background",  nullptr};
    PyObject* content = Py_None;
    PyObject* headers = Py_None;
    PyObject* media_type = Py_None;
    PyObject* background = Py_None;
    int status_code = 200;
    if (PyArg_ParseTupleAndKeywords(args, kwargs, "|OiOOO:Response", const_cast<char**>(names), &content,
                                    &status_code, &headers, &media_type, &background) == 0) {
        return -1;
    }
    const ModuleState& state = *state_of_type(Py_TYPE(self));
    ResponseObject& response = response_in(self);
    if (status_code < 200 || status_code > 599) {
        PyErr_Format(PyExc_ValueError, "status_code must be a final status, 200 to 599, not %d", status_code);
        return -1;
    }
    response.status_code = status_code;
    Py_XSETREF(response.background, background == Py_None ? nullptr : Py_NewRef(background));

    const bool streams = PyObject_TypeCheck(self, as_type(state.streaming_response_type)) != 0;
    if (streams) {
        Py_XSETREF(response.body_iterator, Py_NewRef(content));
    }
    Object body = Object::steal(streams ? PyBytes_FromStringAndSize(nullptr, 0)
                                        : PyObject_CallMethodOneArg(self, state.names.render.get(), content));
    if (!body) {
        return -1;
    }
    Py_XSETREF(response.body, body.release());

    bool has_content_type = false;
    Object list;
    if (headers != Py_None) {
        list = headers_from(state, headers, has_content_type);
        if (!list) {
            return -1;
        }
    }
    Object type;
    if (!has_content_type) {
        const Object chosen = media_type != Py_None
                                  ? Object::borrow(media_type)
                                  : Object::steal(PyObject_GetAttr(self, state.names.media_type.get()));
        if (!chosen) {
            return -1;
        }
        if (chosen.get() != Py_None) {
            type = content_type_of(state, self, chosen.get());
            if (!type || (list && !append_content_type(list.get(), type.get()))) {
                return -1;
            }
            const Object checked = header_bytes(type.get(), false);
            if (!checked || !http::is_field_value(view_of_bytes(checked.get()))) {
                PyErr_Format(PyExc_ValueError, "not a media type: %R", chosen.get());
                return -1;
            }
        }
    }
    Py_XSETREF(response.content_type, list ? nullptr : type.release());
    Py_XSETREF(response.raw_headers, list.release());
    return 0;
}

PyObject* response_render(PyObject*, PyObject* content) {
    if (PyBytes_CheckExact(content)) {
        return Py_NewRef(content);
    }
    if (PyUnicode_Check(content) != 0) {
        return PyUnicode_AsUTF8String(content);
    }
    ByteBuffer out;
    return render_text(content, out) ? bytes(out.view()).release() : nullptr;
}

PyObject* json_response_render(PyObject*, PyObject* content) {
    ByteBuffer out;
    return encode_json(content, out) ? bytes(out.view()).release() : nullptr;
}

PyObject* file_response_open(PyObject* self, PyObject*) {
    PyErr_Format(PyExc_NotImplementedError, "'%.100s' has no open()", Py_TYPE(self)->tp_name);
    return nullptr;
}

PyObject* response_raw_headers(PyObject* self, void*) {
    ResponseObject& response = response_in(self);
    if (response.raw_headers == nullptr) {
        Object list = Object::steal(PyList_New(0));
        if (!list ||
            (response.content_type != nullptr && !append_content_type(list.get(), response.content_type))) {
            return nullptr;
        }
        Py_CLEAR(response.content_type);
        response.raw_headers = list.release();
    }
    return Py_NewRef(response.raw_headers);
}

int response_set_raw_headers(PyObject* self, PyObject* value, void*) {
    if (value == nullptr || PyList_Check(value) == 0) {
        PyErr_SetString(PyExc_TypeError, "raw_headers must be a list of (bytes, bytes) pairs");
        return -1;
    }
    Py_CLEAR(response_in(self).content_type);
    Py_XSETREF(response_in(self).raw_headers, Py_NewRef(value));
    return 0;
}

PyObject* response_status_code(PyObject* self, void*) {
    const int status = response_in(self).status_code;
    return status == 0 ? Py_NewRef(Py_None) : PyLong_FromLong(status);
}

int response_set_status_code(PyObject* self, PyObject* value, void*) {
    const long status = value == nullptr || value == Py_None ? 0 : PyLong_AsLong(value);
    if (PyErr_Occurred() != nullptr) {
        return -1;
    }
    if (status != 0 && (status < 200 || status > 599)) {
        PyErr_Format(PyExc_ValueError, "status_code must be a final status, 200 to 599, not %ld", status);
        return -1;
    }
    response_in(self).status_code = static_cast<int>(status);
    return 0;
}

int response_traverse(PyObject* self, visitproc visit, void* arg) {
    const ResponseObject& response = response_in(self);
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(response.body);
    Py_VISIT(response.body_iterator);
    Py_VISIT(response.raw_headers);
    Py_VISIT(response.background);
    return 0;
}

int response_clear(PyObject* self) {
    ResponseObject& response = response_in(self);
    Py_CLEAR(response.body);
    Py_CLEAR(response.body_iterator);
    Py_CLEAR(response.content_type);
    Py_CLEAR(response.raw_headers);
    Py_CLEAR(response.background);
    return 0;
}

void response_dealloc(PyObject* self) {
    PyObject_GC_UnTrack(self);
    PyTypeObject* type = Py_TYPE(self);
    response_clear(self);
    type->tp_free(self);
    Py_DECREF(type);
}

PyMemberDef response_members[] = {
    {"body", T_OBJECT_EX, offsetof(ResponseObject, body), 0, nullptr},
    {"background", T_OBJECT, offsetof(ResponseObject, background), 0, nullptr},
    {nullptr, 0, 0, 0, nullptr},
};

PyMemberDef streaming_members[] = {
    {"body_iterator", T_OBJECT_EX, offsetof(ResponseObject, body_iterator), 0, nullptr},
    {nullptr, 0, 0, 0, nullptr},
};

PyGetSetDef response_attributes[] = {
    {"raw_headers", response_raw_headers, response_set_raw_headers, nullptr, nullptr},
    {"status_code", response_status_code, response_set_status_code, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyMethodDef response_methods[] = {
    {"render", response_render, METH_O, nullptr},
    {nullptr, nullptr, 0, nullptr},
};
PyMethodDef json_response_methods[] = {
    {"render", json_response_render, METH_O, nullptr},
    {nullptr, nullptr, 0, nullptr},
};
PyMethodDef file_response_methods[] = {
    {"open", file_response_open, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyType_Slot response_slots[] = {
    {Py_tp_init, reinterpret_cast<void*>(response_init)},
    {Py_tp_new, reinterpret_cast<void*>(PyType_GenericNew)},
    {Py_tp_traverse, reinterpret_cast<void*>(response_traverse)},
    {Py_tp_clear, reinterpret_cast<void*>(response_clear)},
    {Py_tp_dealloc, reinterpret_cast<void*>(response_dealloc)},
    {Py_tp_members, response_members},
    {Py_tp_getset, response_attributes},
    {Py_tp_methods, response_methods},
    {0, nullptr},
};
// What GC types inherit from their base: traverse, clear, dealloc, init.
PyType_Slot json_response_slots[] = {{Py_tp_methods, json_response_methods}, {0, nullptr}};
PyType_Slot streaming_response_slots[] = {{Py_tp_members, streaming_members}, {0, nullptr}};
PyType_Slot file_response_slots[] = {{Py_tp_methods, file_response_methods}, {0, nullptr}};

Object make_type(PyObject* module, const char* name, PyType_Slot* slots, PyObject* base) {
    PyType_Spec spec{};
    spec.name = name;
    spec.basicsize = sizeof(ResponseObject);
    spec.flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | (base == nullptr ? Py_TPFLAGS_HAVE_GC : 0);
    spec.slots = slots;
    return Object::steal(PyType_FromModuleAndSpec(module, &spec, base));
}

bool set_class_attribute(const Object& type, const char* name, const char* value) {
    const Object text =
        Object::steal(value == nullptr ? Py_NewRef(Py_None) : PyUnicode_InternFromString(value));
    return text && PyObject_SetAttrString(type.get(), name, text.get()) == 0;
}

/// What attribute look-up finds for `name` on a class, unbound.
Object class_attribute(PyObject* type, const char* name) {
    return Object::steal(PyObject_GetAttrString(type, name));
}

}  // namespace

Rendering rendering_of(const ModuleState& state, PyObject* response_class) {
    const auto* type = reinterpret_cast<const PyTypeObject*>(response_class);
    const Object render = class_attribute(response_class, "render");
    const Object json_render = class_attribute(state.json_response_type.get(), "render");
    const Object text_render = class_attribute(state.response_type.get(), "render");
    PyErr_Clear();
    if (type->tp_init != as_type(state.response_type)->tp_init) {
        return Rendering::own;
    }
    if (render.get() == json_render.get()) {
        return Rendering::json;
    }
    return render.get() == text_render.get() ? Rendering::text : Rendering::own;
}

bool content_type_of_class(const ModuleState& state, PyObject* response_class, std::string& content_type) {
    const Object media_type = Object::steal(PyObject_GetAttr(response_class, state.names.media_type.get()));
    if (!media_type) {
        return false;
    }
    content_type.clear();
    if (media_type.get() == Py_None) {
        return true;
    }
    const Object text = content_type_of(state, response_class, media_type.get());
    const Object encoded = text ? header_bytes(text.get(), false) : Object();
    if (!encoded) {
        return false;
    }
    content_type = view_of_bytes(encoded.get());
    return true;
}

Object make_plain_response(PyObject* type, const Object& body, const std::string& content_type, int status) {
    auto* const cls = reinterpret_cast<PyTypeObject*>(type);
    const Object text = content_type.empty() ? Object() : latin1(content_type);
    Object object = Object::steal(cls->tp_alloc(cls, 0));
    if (!object || (!text && !content_type.empty())) {
        return {};
    }
    ResponseObject& response = response_in(object.get());
    response.body = body.new_ref();
    response.content_type = text.new_ref();
    response.status_code = status;
    return object;
}

bool add_headers(PyObject* response, PyObject* other) {
    const Object into = Object::steal(response_raw_headers(response, nullptr));
    const Object from = into ? Object::steal(response_raw_headers(other, nullptr)) : Object();
    if (!from) {
        return false;
    }
    const Py_ssize_t size = PyList_GET_SIZE(into.get());
    return PyList_SetSlice(into.get(), size, size, from.get()) == 0;
}

bool make_response_types(PyObject* module, ModuleState& state) {
    state.response_type = make_type(module, "fasterapi._core.Response", response_slots, nullptr);
    if (!state.response_type) {
        return false;
    }
    PyObject* base = state.response_type.get();
    state.json_response_type = make_type(module, "fasterapi._core.JSONResponse", json_response_slots, base);
    state.streaming_response_type =
        make_type(module, "fasterapi._core.StreamingResponse", streaming_response_slots, base);
    state.file_response_type = make_type(module, "fasterapi._core.FileResponse", file_response_slots, base);
    return state.json_response_type && state.streaming_response_type && state.file_response_type &&
           set_class_attribute(state.response_type, "charset", "utf-8") &&
           set_class_attribute(state.response_type, "media_type", nullptr) &&
           set_class_attribute(state.json_response_type, "media_type", "application/json");
}

}  // namespace fasterapi::python
