// Awaiting a request's body: whole, parsed, or piece by piece, from the handler's task or any other of its
// loop.
#include <limits>

#include "engine.h"
#include "http/error.h"
#include "module_state.h"
#include "request.h"

namespace fasterapi::python {

namespace {

struct BodyReaderObject {
    PyObject_HEAD;
    PyObject* request;
    PyObject* waiting;  ///< iterator of the future that is awaited; nullptr while there is none
    BodyWanted wanted;
};

struct BodyStreamObject {
    PyObject_HEAD;
    PyObject* request;
};

BodyReaderObject& reader_in(PyObject* self) noexcept {
    return *reinterpret_cast<BodyReaderObject*>(self);
}

/// 413, 408 or 400 for a body that will never be whole.
void raise_body_error(const Engine& engine, int status, std::string_view explanation) {
    engine.raise_http_error(status, explanation);
}

Object parse_json(Engine& engine, PyObject* body) {
    const Object loads = engine.json_loads();
    return loads ? Object::steal(PyObject_CallOneArg(loads.get(), body)) : Object();
}

/// The value that is awaited; empty without an exception if it is not there yet.
Object try_read(BodyReaderObject& reader) {
    auto& request = *reinterpret_cast<RequestObject*>(reader.request);
    server::Exchange& exchange = *request.exchange;
    Engine& engine = engine_in(request.engine);
    if (reader.wanted == BodyWanted::disconnected) {
        return Object::borrow(exchange.disconnected() ? Py_True : Py_False);
    }
    const bool whole = reader.wanted != BodyWanted::chunk;
    if (whole && request.body == nullptr && request.streamed) {
        PyErr_SetString(PyExc_RuntimeError, "the body has been read by stream() already");
        return {};
    }
    if (request.body == nullptr) {
        if (!exchange.disconnected() && !exchange.finished()) {
            exchange.want_body(whole ? engine.limits().body_bytes
                                     : std::numeric_limits<std::uint64_t>::max());
        }
        if (exchange.body_error()) {
            raise_body_error(engine, http::status_of(*exchange.body_error()),
                             http::explanation_of(*exchange.body_error()));
            return {};
        }
        const std::string_view received = exchange.body();
        if (whole ? exchange.body_complete() : !received.empty()) {
            Object content = bytes(received);
            if (!content) {
                return {};
            }
            exchange.consume_body(received.size());
            if (!whole) {
                request.streamed = true;
                return content;
            }
            request.body = content.new_ref();
        } else if (!whole && exchange.body_complete()) {
            PyErr_SetNone(PyExc_StopAsyncIteration);
            return {};
        } else if (exchange.disconnected() || exchange.finished()) {
            raise_body_error(engine, 400, "The request ended before its body was complete");
            return {};
        } else {
            return {};
        }
    } else if (!whole) {
        // stream() after body() gives the whole once more, as one piece.
        if (request.streamed) {
            PyErr_SetNone(PyExc_StopAsyncIteration);
            return {};
        }
        request.streamed = true;
        return Object::borrow(request.body);
    }
    return reader.wanted == BodyWanted::json ? parse_json(engine, request.body)
                                             : Object::borrow(request.body);
}

/// Begin to wait for the next bytes. @return false with an exception set.
bool wait_for_more(BodyReaderObject& reader) {
    auto& request = *reinterpret_cast<RequestObject*>(reader.request);
    const Engine& engine = engine_in(request.engine);
    const Object future =
        Object::steal(PyObject_CallMethodNoArgs(engine.loop(), engine.state().names.create_future.get()));
    if (!future) {
        return false;
    }
    if (request.body_waiters == nullptr) {
        request.body_waiters = PyList_New(0);
    }
    if (request.body_waiters == nullptr || PyList_Append(request.body_waiters, future.get()) < 0) {
        return false;
    }
    reader.waiting = Py_TYPE(future.get())->tp_as_async->am_await(future.get());
    return reader.waiting != nullptr;
}

PySendResult reader_send(PyObject* self, PyObject*, PyObject** result) {
    BodyReaderObject& reader = reader_in(self);
    for (;;) {
        if (reader.waiting != nullptr) {
            const PySendResult outcome = PyIter_Send(reader.waiting, Py_None, result);
            if (outcome == PYGEN_NEXT) {
                return outcome;
            }
            Py_CLEAR(reader.waiting);
            if (outcome == PYGEN_ERROR) {
                return outcome;
            }
            Py_CLEAR(*result);
        }
        if (Object value = try_read(reader); value) {
            *result = value.release();
            return PYGEN_RETURN;
        }
        if (PyErr_Occurred() != nullptr || !wait_for_more(reader)) {
            return PYGEN_ERROR;
        }
    }
}

PyObject* reader_iternext(PyObject* self) {
    PyObject* result = nullptr;
    const PySendResult outcome = reader_send(self, Py_None, &result);
    if (outcome == PYGEN_NEXT) {
        return result;
    }
    if (outcome == PYGEN_RETURN) {
        // As _PyGen_SetStopIterationValue: a tuple or an exception must not be unpacked into the
        // StopIteration.
        const Object value = Object::steal(result);
        const Object stop = Object::steal(PyObject_CallOneArg(PyExc_StopIteration, value.get()));
        if (stop) {
            PyErr_SetObject(PyExc_StopIteration, stop.get());
        }
    }
    return nullptr;
}

int reader_traverse(PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(reader_in(self).request);
    Py_VISIT(reader_in(self).waiting);
    return 0;
}

void reader_dealloc(PyObject* self) {
    PyObject_GC_UnTrack(self);
    PyTypeObject* type = Py_TYPE(self);
    Py_CLEAR(reader_in(self).waiting);
    Py_CLEAR(reader_in(self).request);
    type->tp_free(self);
    Py_DECREF(type);
}

PyObject* stream_next(PyObject* self) {
    return make_body_reader(reinterpret_cast<BodyStreamObject*>(self)->request, BodyWanted::chunk);
}

int stream_traverse(PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(reinterpret_cast<BodyStreamObject*>(self)->request);
    return 0;
}

void stream_dealloc(PyObject* self) {
    PyObject_GC_UnTrack(self);
    PyTypeObject* type = Py_TYPE(self);
    Py_CLEAR(reinterpret_cast<BodyStreamObject*>(self)->request);
    type->tp_free(self);
    Py_DECREF(type);
}

PyType_Slot reader_slots[] = {
    {Py_am_await, reinterpret_cast<void*>(PyObject_SelfIter)},
    {Py_am_send, reinterpret_cast<void*>(reader_send)},
    {Py_tp_iter, reinterpret_cast<void*>(PyObject_SelfIter)},
    {Py_tp_iternext, reinterpret_cast<void*>(reader_iternext)},
    {Py_tp_traverse, reinterpret_cast<void*>(reader_traverse)},
    {Py_tp_dealloc, reinterpret_cast<void*>(reader_dealloc)},
    {0, nullptr},
};

PyType_Slot stream_slots[] = {
    {Py_am_aiter, reinterpret_cast<void*>(PyObject_SelfIter)},
    {Py_am_anext, reinterpret_cast<void*>(stream_next)},
    {Py_tp_traverse, reinterpret_cast<void*>(stream_traverse)},
    {Py_tp_dealloc, reinterpret_cast<void*>(stream_dealloc)},
    {0, nullptr},
};

constexpr unsigned int body_type_flags =
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION;

PyType_Spec reader_spec = {
    .name = "fasterapi._core.BodyReader",
    .basicsize = sizeof(BodyReaderObject),
    .itemsize = 0,
    .flags = body_type_flags,
    .slots = reader_slots,
};

PyType_Spec stream_spec = {
    .name = "fasterapi._core.BodyStream",
    .basicsize = sizeof(BodyStreamObject),
    .itemsize = 0,
    .flags = body_type_flags,
    .slots = stream_slots,
};

const ModuleState& state_of_request(PyObject* request) noexcept {
    return engine_in(reinterpret_cast<RequestObject*>(request)->engine).state();
}

}  // namespace

PyObject* make_body_reader(PyObject* request, BodyWanted wanted) {
    PyTypeObject* type = as_type(state_of_request(request).body_reader_type);
    PyObject* self = type->tp_alloc(type, 0);
    if (self != nullptr) {
        reader_in(self).request = Py_NewRef(request);
        reader_in(self).wanted = wanted;
    }
    return self;
}

PyObject* make_body_stream(PyObject* request) {
    PyTypeObject* type = as_type(state_of_request(request).body_stream_type);
    PyObject* self = type->tp_alloc(type, 0);
    if (self != nullptr) {
        reinterpret_cast<BodyStreamObject*>(self)->request = Py_NewRef(request);
    }
    return self;
}

bool make_body_types(PyObject* module, ModuleState& state) {
    state.body_reader_type = Object::steal(PyType_FromModuleAndSpec(module, &reader_spec, nullptr));
    state.body_stream_type = Object::steal(PyType_FromModuleAndSpec(module, &stream_spec, nullptr));
    return state.body_reader_type && state.body_stream_type;
}

}  // namespace fasterapi::python
