// What carries a request that an ASGI server has read: the application's side of `App.__call__`.
#include "direct_exchange.h"

#include <new>
#include <string>
#include <utility>
#include <vector>

#include "address.h"
#include "engine.h"
#include "module_state.h"

namespace fasterapi::python {

DirectCall::DirectCall(Engine& engine, PyObject* self, server::Peer peer,
                       const server::DirectRequest& request)
    : EmbeddedCaller(engine, peer.connection),
      engine_(engine),
      engine_object_(Object::borrow(engine.self())),
      self_(self),
      context_(Object::steal(PyContext_CopyCurrent())),
      carrier_(engine.limits(), std::move(peer), request, *this) {}

void DirectCall::serve(server::Endpoint& endpoint) {
    carrier_.serve(endpoint);
    context_.reset();
    on_response();  // whoever waits knows now whether it was answered at once
}

void DirectCall::disconnect() noexcept {
    ListHook<WaitingCalls>::unlink();
    carrier_.disconnect();
}

int DirectCall::traverse(visitproc visit, void* arg) const {
    for (const Object* member : {&engine_object_, &context_}) {
        if (const int stop = member->traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    const int stop = response_.traverse(visit, arg);
    return stop != 0 ? stop : body_.traverse(visit, arg);
}

void DirectCall::clear() noexcept {
    context_.reset();
    response_.clear();
    body_.clear();
}

namespace {

// So much content at once: as much as a receive of ours.
constexpr std::size_t most_content_bytes = 64 * 1024;

struct DirectExchangeObject {
    PyObject_HEAD;
    DirectCall* call;
};

DirectCall* call_or_null(PyObject* self) noexcept {
    return reinterpret_cast<DirectExchangeObject*>(self)->call;
}

server::DirectCarrier& carrier_in(PyObject* self) noexcept {
    return call_or_null(self)->carrier();
}

http::Version version_from(std::string_view text) noexcept {
    return text == "1.0"              ? http::Version::http_1_0
           : text.substr(0, 1) == "2" ? http::Version::http_2
           : text.substr(0, 1) == "3" ? http::Version::http_3
                                      : http::Version::http_1_1;
}

/// ASGI's iterable of [name, value], as views into its bytes.
class Fields {
public:
    /// @return false with an exception set.
    [[nodiscard]] bool read(PyObject* headers) {
        pairs_ = Object::steal(PySequence_Tuple(headers));
        if (!pairs_) {
            return false;
        }
        for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(pairs_.get()); ++i) {
            if (!append(PyTuple_GET_ITEM(pairs_.get(), i))) {
                return false;
            }
        }
        return true;
    }
    [[nodiscard]] std::span<const http::HeaderField> all() const noexcept { return fields_; }

private:
    bool append(PyObject* entry) {
        Object pair = Object::steal(PySequence_Tuple(entry));
        if (!pair) {
            return false;
        }
        if (PyTuple_GET_SIZE(pair.get()) != 2 || PyBytes_Check(PyTuple_GET_ITEM(pair.get(), 0)) == 0 ||
            PyBytes_Check(PyTuple_GET_ITEM(pair.get(), 1)) == 0) {
            PyErr_Format(PyExc_TypeError, "headers must hold pairs of bytes, not %R", entry);
            return false;
        }
        fields_.push_back(
            {view_of_bytes(PyTuple_GET_ITEM(pair.get(), 0)), view_of_bytes(PyTuple_GET_ITEM(pair.get(), 1))});
        keep_.push_back(std::move(pair));
        return true;
    }

    Object pairs_;
    std::vector<Object> keep_;
    std::vector<http::HeaderField> fields_;
};

/// A path of a str: undecodable bytes of the client's may be in it as surrogates.
Object path_bytes(PyObject* path) {
    return Object::steal(PyUnicode_AsEncodedString(path, "utf-8", "surrogateescape"));
}

PyObject* get_number(PyObject* self, void*) {
    return PyLong_FromUnsignedLongLong(call_or_null(self)->number());
}

PyObject* get_running(PyObject* self, void*) {
    return PyBool_FromLong(call_or_null(self)->running());
}

PyObject* get_takes_body(PyObject* self, void*) {
    return PyBool_FromLong(carrier_in(self).takes_body());
}

PyObject* get_started(PyObject* self, void*) {
    return PyBool_FromLong(carrier_in(self).started());
}

PyObject* get_status(PyObject* self, void*) {
    return PyLong_FromLong(carrier_in(self).status());
}

PyObject* get_headers(PyObject* self, void*) {
    const auto& fields = carrier_in(self).fields();
    Object list = Object::steal(PyList_New(static_cast<Py_ssize_t>(fields.size())));
    for (std::size_t i = 0; list && i < fields.size(); ++i) {
        PyObject* pair =
            Py_BuildValue("(y#y#)", fields[i].first.data(), static_cast<Py_ssize_t>(fields[i].first.size()),
                          fields[i].second.data(), static_cast<Py_ssize_t>(fields[i].second.size()));
        if (pair == nullptr) {
            return nullptr;
        }
        PyList_SET_ITEM(list.get(), static_cast<Py_ssize_t>(i), pair);
    }
    return list.release();
}

PyObject* get_complete(PyObject* self, void*) {
    return PyBool_FromLong(carrier_in(self).complete());
}

PyObject* get_ended(PyObject* self, void*) {
    return PyBool_FromLong(carrier_in(self).ended());
}

PyObject* get_aborted(PyObject* self, void*) {
    return PyBool_FromLong(carrier_in(self).aborted());
}

PyObject* wait_response(PyObject* self, PyObject*) {
    return call_or_null(self)->wait_response().release();
}

PyObject* wait_body(PyObject* self, PyObject*) {
    return call_or_null(self)->wait_body().release();
}

PyObject* feed(PyObject* self, PyObject* args) {
    Py_buffer view;
    int complete = 0;
    if (PyArg_ParseTuple(args, "y*p:feed", &view, &complete) == 0) {
        return nullptr;
    }
    carrier_in(self).receive_body({static_cast<const char*>(view.buf), static_cast<std::size_t>(view.len)},
                                  complete != 0);
    PyBuffer_Release(&view);
    Py_RETURN_NONE;
}

PyObject* disconnect(PyObject* self, PyObject*) {
    call_or_null(self)->disconnect();
    Py_RETURN_NONE;
}

PyObject* take(PyObject* self, PyObject*) {
    std::string content;
    carrier_in(self).take(content, most_content_bytes);
    return bytes(content).release();
}

int exchange_traverse(PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(Py_TYPE(self));
    const DirectCall* call = call_or_null(self);
    return call == nullptr ? 0 : call->traverse(visit, arg);
}

int exchange_clear(PyObject* self) {
    if (DirectCall* call = call_or_null(self); call != nullptr) {
        call->clear();
    }
    return 0;
}

void exchange_dealloc(PyObject* self) {
    PyObject_GC_UnTrack(self);
    PyTypeObject* type = Py_TYPE(self);
    exchange_clear(self);
    // What runs still learns that nobody waits for it, by calls that must not meet an exception.
    Object raised = take_exception();
    const DirectCall* const call = call_or_null(self);
    const Object engine = call != nullptr ? call->engine_object() : Object();  // which is told at the last
    delete call;
    if (raised) {
        raise(std::move(raised));
    }
    type->tp_free(self);
    Py_DECREF(type);
}

PyMethodDef exchange_methods[] = {
    {"wait_body", wait_body, METH_NOARGS, nullptr},
    {"feed", feed, METH_VARARGS, nullptr},
    {"disconnect", disconnect, METH_NOARGS, nullptr},
    {"wait_response", wait_response, METH_NOARGS, nullptr},
    {"take", take, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyGetSetDef exchange_attributes[] = {
    {"number", get_number, nullptr, nullptr, nullptr},
    {"running", get_running, nullptr, nullptr, nullptr},
    {"takes_body", get_takes_body, nullptr, nullptr, nullptr},
    {"started", get_started, nullptr, nullptr, nullptr},
    {"status", get_status, nullptr, nullptr, nullptr},
    {"headers", get_headers, nullptr, nullptr, nullptr},
    {"complete", get_complete, nullptr, nullptr, nullptr},
    {"ended", get_ended, nullptr, nullptr, nullptr},
    {"aborted", get_aborted, nullptr, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyType_Slot exchange_slots[] = {
    {Py_tp_methods, exchange_methods},
    {Py_tp_getset, exchange_attributes},
    {Py_tp_traverse, reinterpret_cast<void*>(exchange_traverse)},
    {Py_tp_clear, reinterpret_cast<void*>(exchange_clear)},
    {Py_tp_dealloc, reinterpret_cast<void*>(exchange_dealloc)},
    {0, nullptr},
};

PyType_Spec exchange_spec = {
    .name = "fasterapi._core.DirectExchange",
    .basicsize = sizeof(DirectExchangeObject),
    .itemsize = 0,
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = exchange_slots,
};

}  // namespace

Object make_direct_exchange(PyObject* engine_object, PyObject* args, PyObject* kwargs) {
    static const char* const names[] = {"method",       "path",      "raw_path", "query_string",
                                        "http_version", "headers",   "client",   "server",
                                        "secure",       "root_path", nullptr};
    const char* method = nullptr;
    PyObject* path = nullptr;
    const char* raw_path = nullptr;
    const char* query = nullptr;
    Py_ssize_t raw_path_bytes = 0;
    Py_ssize_t query_bytes = 0;
    const char* version = nullptr;
    PyObject* headers = nullptr;
    PyObject* client = Py_None;
    PyObject* server = Py_None;
    int secure = 0;
    PyObject* root_path = nullptr;
    if (PyArg_ParseTupleAndKeywords(args, kwargs, "$sUy#y#sOOOpU:exchange", const_cast<char**>(names),
                                    &method, &path, &raw_path, &raw_path_bytes, &query, &query_bytes,
                                    &version, &headers, &client, &server, &secure, &root_path) == 0) {
        return {};
    }
    if (method == nullptr || path == nullptr || raw_path == nullptr || query == nullptr ||
        version == nullptr || headers == nullptr || root_path == nullptr) {
        PyErr_SetString(PyExc_TypeError, "Engine.exchange() needs all of its arguments");
        return {};
    }
    Engine& engine = engine_in(engine_object);
    if (engine.closing()) {
        PyErr_SetString(PyExc_ConnectionRefusedError, "the engine takes no requests any more");
        return {};
    }
    server::Peer peer;
    const Object decoded_path = path_bytes(path);
    const Object mount = path_bytes(root_path);
    Fields fields;
    if (!decoded_path || !mount || !fields.read(headers) ||
        !read_address(client, peer.client_host, peer.client_port) ||
        !read_address(server, peer.server_host, peer.server_port)) {
        return {};
    }
    peer.secure = secure != 0;
    peer.root_path = view_of_bytes(mount.get());
    peer.connection = engine.next_connection();
    const server::DirectRequest request{
        .method = method,
        .path = view_of_bytes(decoded_path.get()),
        .raw_path = {raw_path, static_cast<std::size_t>(raw_path_bytes)},
        .query = {query, static_cast<std::size_t>(query_bytes)},
        .version = version_from(version),
        .fields = fields.all(),
    };
    PyTypeObject* type = as_type(engine.state().direct_exchange_type);
    Object self = Object::steal(type->tp_alloc(type, 0));
    if (!self) {
        return {};
    }
    auto* call = new DirectCall(engine, self.get(), std::move(peer), request);
    reinterpret_cast<DirectExchangeObject*>(self.get())->call = call;
    if (!call->context()) {
        return {};
    }
    engine.serve_later(*call);
    return self;
}

Object make_direct_exchange_type(PyObject* module) {
    return Object::steal(PyType_FromModuleAndSpec(module, &exchange_spec, nullptr));
}

}  // namespace fasterapi::python
