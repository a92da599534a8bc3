#include "request.h"

#include "engine.h"
#include "module_state.h"
#include "plan/plan.h"

namespace fasterapi::python {

namespace {

RequestObject& request_in(PyObject* self) noexcept {
    return *reinterpret_cast<RequestObject*>(self);
}

/// The head of a request made by the engine; nullptr with an exception set for one that a user made.
const server::Exchange* exchange_in(PyObject* self) {
    const server::Exchange* exchange = request_in(self).exchange;
    if (exchange == nullptr) {
        PyErr_SetString(PyExc_RuntimeError, "this Request belongs to no request: only the engine makes them");
    }
    return exchange;
}

template <class Make>
PyObject* of_exchange(PyObject* self, Make make) {
    const server::Exchange* exchange = exchange_in(self);
    return exchange == nullptr ? nullptr : make(*exchange).release();
}

PyObject* get_method(PyObject* self, void*) {
    return of_exchange(self, [](const auto& exchange) { return latin1(exchange.head().method_token); });
}

PyObject* get_path(PyObject* self, void*) {
    return of_exchange(self, [](const auto& exchange) { return utf8_lossy(exchange.path()); });
}

PyObject* get_raw_path(PyObject* self, void*) {
    return of_exchange(self, [](const auto& exchange) { return bytes(exchange.head().raw_path); });
}

PyObject* get_query_string(PyObject* self, void*) {
    return of_exchange(self, [](const auto& exchange) { return bytes(exchange.head().query); });
}

PyObject* get_scheme(PyObject* self, void*) {
    return of_exchange(
        self, [](const auto& exchange) { return latin1(exchange.peer().secure ? "https" : "http"); });
}

PyObject* get_http_version(PyObject* self, void*) {
    return of_exchange(self, [](const auto& exchange) {
        switch (exchange.head().version) {
            case http::Version::http_1_0: return latin1("1.0");
            case http::Version::http_1_1: break;
            case http::Version::http_2: return latin1("2");
            case http::Version::http_3: return latin1("3");
        }
        return latin1("1.1");
    });
}

PyObject* get_authority(PyObject* self, void*) {
    return of_exchange(self, [](const auto& exchange) { return latin1(exchange.head().authority); });
}

Object address(const std::string& host, std::uint16_t port) {
    return host.empty() ? Object::borrow(Py_None)
                        : Object::steal(Py_BuildValue("(si)", host.c_str(), int{port}));
}

PyObject* get_client(PyObject* self, void*) {
    return of_exchange(self, [](const auto& exchange) {
        return address(exchange.peer().client_host, exchange.peer().client_port);
    });
}

PyObject* get_server(PyObject* self, void*) {
    return of_exchange(self, [](const auto& exchange) {
        return address(exchange.peer().server_host, exchange.peer().server_port);
    });
}

PyObject* get_root_path(PyObject* self, void*) {
    return of_exchange(self, [](const auto& exchange) { return utf8_lossy(exchange.peer().root_path); });
}

PyObject* get_connection(PyObject* self, void*) {
    return of_exchange(self, [](const auto& exchange) {
        return Object::steal(PyLong_FromUnsignedLongLong(exchange.peer().connection));
    });
}

PyObject* get_headers(PyObject* self, void*) {
    RequestObject& request = request_in(self);
    if (request.headers == nullptr && exchange_in(self) != nullptr) {
        request.headers = make_headers(engine_in(request.engine).state(), *request.exchange).release();
    }
    return Py_XNewRef(request.headers);
}

PyObject* get_path_params(PyObject* self, void*) {
    RequestObject& request = request_in(self);
    if (request.path_params == nullptr && exchange_in(self) != nullptr) {
        request.path_params = request.plan->path_parameters(*request.exchange).release();
    }
    return Py_XNewRef(request.path_params);
}

PyObject* get_plan(PyObject* self, void*) {
    const RequestObject& request = request_in(self);
    return Py_NewRef(request.plan == nullptr ? Py_None : request.plan->declaration());
}

PyObject* get_app(PyObject* self, void*) {
    const RequestObject& request = request_in(self);
    if (exchange_in(self) == nullptr) {
        return nullptr;
    }
    PyObject* const app = request.plan->app();  // a mounted one, perhaps
    return Py_NewRef(app != Py_None ? app : engine_in(request.engine).app());
}

PyObject* read_body(PyObject* self, PyObject*) {
    return exchange_in(self) == nullptr ? nullptr : make_body_reader(self, BodyWanted::whole);
}

PyObject* read_json(PyObject* self, PyObject*) {
    return exchange_in(self) == nullptr ? nullptr : make_body_reader(self, BodyWanted::json);
}

PyObject* read_stream(PyObject* self, PyObject*) {
    return exchange_in(self) == nullptr ? nullptr : make_body_stream(self);
}

PyObject* is_disconnected(PyObject* self, PyObject*) {
    return exchange_in(self) == nullptr ? nullptr : make_body_reader(self, BodyWanted::disconnected);
}

int request_traverse(PyObject* self, visitproc visit, void* arg) {
    const RequestObject& request = request_in(self);
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(request.engine);
    Py_VISIT(request.path_params);
    Py_VISIT(request.headers);
    Py_VISIT(request.body_waiters);
    return 0;
}

int request_clear(PyObject* self) {
    RequestObject& request = request_in(self);
    Py_CLEAR(request.path_params);
    Py_CLEAR(request.headers);
    Py_CLEAR(request.body);
    Py_CLEAR(request.body_waiters);
    return 0;
}

void request_dealloc(PyObject* self) {
    PyObject_GC_UnTrack(self);
    PyTypeObject* type = Py_TYPE(self);
    request_clear(self);
    RequestObject& request = request_in(self);
    if (request.exchange != nullptr) {
        request.exchange->release();
    }
    Py_CLEAR(request.engine);
    type->tp_free(self);
    Py_DECREF(type);
}

PyGetSetDef request_attributes[] = {
    {"method", get_method, nullptr, nullptr, nullptr},
    {"path", get_path, nullptr, nullptr, nullptr},
    {"raw_path", get_raw_path, nullptr, nullptr, nullptr},
    {"query_string", get_query_string, nullptr, nullptr, nullptr},
    {"scheme", get_scheme, nullptr, nullptr, nullptr},
    {"http_version", get_http_version, nullptr, nullptr, nullptr},
    {"authority", get_authority, nullptr, nullptr, nullptr},
    {"client", get_client, nullptr, nullptr, nullptr},
    {"server", get_server, nullptr, nullptr, nullptr},
    {"root_path", get_root_path, nullptr, nullptr, nullptr},
    {"_connection", get_connection, nullptr, nullptr, nullptr},
    {"headers", get_headers, nullptr, nullptr, nullptr},
    {"path_params", get_path_params, nullptr, nullptr, nullptr},
    {"app", get_app, nullptr, nullptr, nullptr},
    {"plan", get_plan, nullptr, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyMethodDef request_methods[] = {
    {"body", read_body, METH_NOARGS, nullptr},
    {"json", read_json, METH_NOARGS, nullptr},
    {"stream", read_stream, METH_NOARGS, nullptr},
    {"is_disconnected", is_disconnected, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyType_Slot request_slots[] = {
    {Py_tp_getset, request_attributes},
    {Py_tp_methods, request_methods},
    {Py_tp_traverse, reinterpret_cast<void*>(request_traverse)},
    {Py_tp_clear, reinterpret_cast<void*>(request_clear)},
    {Py_tp_dealloc, reinterpret_cast<void*>(request_dealloc)},
    {0, nullptr},
};

PyType_Spec request_spec = {
    .name = "fasterapi._core.Request",
    .basicsize = sizeof(RequestObject),
    .itemsize = 0,
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .slots = request_slots,
};

}  // namespace

Object make_request(PyTypeObject* request_type, PyObject* engine_object, server::Exchange& exchange,
                    const Plan& plan) {
    Object object = Object::steal(request_type->tp_alloc(request_type, 0));
    if (object) {
        RequestObject& request = request_in(object.get());
        exchange.retain();
        request.exchange = &exchange;
        request.engine = Py_NewRef(engine_object);
        request.plan = &plan;
    }
    return object;
}

void wake_body_waiters(Engine& engine, PyObject* object) noexcept {
    const Object waiters = Object::steal(std::exchange(request_in(object).body_waiters, nullptr));
    if (!waiters) {
        return;
    }
    const Names& names = engine.state().names;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(waiters.get()); ++i) {
        PyObject* future = PyList_GET_ITEM(waiters.get(), i);
        const Object done = Object::steal(PyObject_CallMethodNoArgs(future, names.done.get()));
        if (done.get() == Py_False) {
            PyObject* arguments[] = {future, Py_None};
            Object::steal(PyObject_VectorcallMethod(names.set_result.get(), arguments, 2, nullptr)).reset();
        }
        if (PyErr_Occurred() != nullptr) {
            engine.report_error(future);
        }
    }
}

bool make_request_types(PyObject* module, ModuleState& state) {
    state.request_type = Object::steal(PyType_FromModuleAndSpec(module, &request_spec, nullptr));
    return state.request_type && make_body_types(module, state) && make_headers_type(module, state);
}

}  // namespace fasterapi::python
