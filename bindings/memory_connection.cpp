// The client's end of a connection over memory, for tests that need no socket.
#include "memory_connection.h"

#include <string>
#include <utility>

#include "embedded_caller.h"
#include "engine.h"
#include "module_state.h"
#include "news.h"

namespace fasterapi::python {

namespace {

/// The connection, and who waits for it.
class Client final : public net::MemoryClient, public EmbeddedCaller {
public:
    Client(PyObject* engine, std::uint64_t number, std::unique_ptr<net::MemoryConnection> connection)
        : EmbeddedCaller(engine_in(engine), number),
          connection_(std::move(connection)),
          engine_(Object::borrow(engine)) {
        connection_->observe(this);
    }

    void on_progress() noexcept override { progress_.tell(engine()); }
    Object wait() { return progress_.wait(engine()); }

    [[nodiscard]] net::MemoryConnection& connection() noexcept { return *connection_; }
    [[nodiscard]] const Object& engine_object() const noexcept { return engine_; }
    int traverse(visitproc visit, void* arg) const {
        const int stop = engine_.traverse(visit, arg);
        return stop != 0 ? stop : progress_.traverse(visit, arg);
    }
    void clear() noexcept {
        connection_->observe(nullptr);
        progress_.clear();
    }

private:
    [[nodiscard]] Engine& engine() const noexcept { return engine_in(engine_.get()); }

    void on_run_ended() noexcept override { progress_.tell(engine()); }

    std::unique_ptr<net::MemoryConnection> connection_;
    Object engine_;
    News progress_;
};

struct MemoryConnectionObject {
    PyObject_HEAD;
    Client* client;
};

Client* client_or_null(PyObject* self) noexcept {
    return reinterpret_cast<MemoryConnectionObject*>(self)->client;
}

net::MemoryConnection& connection_in(PyObject* self) noexcept {
    return client_or_null(self)->connection();
}

PyObject* feed(PyObject* self, PyObject* data) {
    Py_buffer view;
    if (PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) < 0) {
        return nullptr;
    }
    const std::size_t taken =
        connection_in(self).feed({static_cast<const char*>(view.buf), static_cast<std::size_t>(view.len)});
    PyBuffer_Release(&view);
    return PyLong_FromSize_t(taken);
}

PyObject* finish(PyObject* self, PyObject*) {
    connection_in(self).finish();
    Py_RETURN_NONE;
}

PyObject* take(PyObject* self, PyObject*) {
    std::string received;
    connection_in(self).take(received);
    return bytes(received).release();
}

PyObject* wait(PyObject* self, PyObject*) {
    return client_or_null(self)->wait().release();
}

PyObject* close(PyObject* self, PyObject*) {
    connection_in(self).close();
    Py_RETURN_NONE;
}

PyObject* get_number(PyObject* self, void*) {
    return PyLong_FromUnsignedLongLong(client_or_null(self)->number());
}

PyObject* get_running(PyObject* self, void*) {
    return PyBool_FromLong(client_or_null(self)->running());
}

PyObject* get_ended(PyObject* self, void*) {
    return PyBool_FromLong(connection_in(self).ended());
}

PyObject* get_was_reset(PyObject* self, void*) {
    return PyBool_FromLong(connection_in(self).was_reset());
}

int connection_traverse(PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(Py_TYPE(self));
    const Client* client = client_or_null(self);
    return client == nullptr ? 0 : client->traverse(visit, arg);
}

int connection_clear(PyObject* self) {
    if (Client* client = client_or_null(self); client != nullptr) {
        client->clear();
    }
    return 0;
}

void connection_dealloc(PyObject* self) {
    PyObject_GC_UnTrack(self);
    PyTypeObject* type = Py_TYPE(self);
    connection_clear(self);
    Client* const client = client_or_null(self);
    // The last that a caller does is to tell the engine.
    const Object engine = client != nullptr ? client->engine_object() : Object();
    delete client;
    type->tp_free(self);
    Py_DECREF(type);
}

PyMethodDef connection_methods[] = {
    {"feed", feed, METH_O, nullptr},        {"finish", finish, METH_NOARGS, nullptr},
    {"take", take, METH_NOARGS, nullptr},   {"wait", wait, METH_NOARGS, nullptr},
    {"close", close, METH_NOARGS, nullptr}, {nullptr, nullptr, 0, nullptr},
};

PyGetSetDef connection_attributes[] = {
    {"number", get_number, nullptr, nullptr, nullptr},
    {"running", get_running, nullptr, nullptr, nullptr},
    {"ended", get_ended, nullptr, nullptr, nullptr},
    {"was_reset", get_was_reset, nullptr, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyType_Slot connection_slots[] = {
    {Py_tp_methods, connection_methods},
    {Py_tp_getset, connection_attributes},
    {Py_tp_traverse, reinterpret_cast<void*>(connection_traverse)},
    {Py_tp_clear, reinterpret_cast<void*>(connection_clear)},
    {Py_tp_dealloc, reinterpret_cast<void*>(connection_dealloc)},
    {0, nullptr},
};

PyType_Spec connection_spec = {
    .name = "fasterapi._core.MemoryConnection",
    .basicsize = sizeof(MemoryConnectionObject),
    .itemsize = 0,
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = connection_slots,
};

}  // namespace

Object make_memory_connection(PyObject* engine, std::uint64_t number,
                              std::unique_ptr<net::MemoryConnection> connection) {
    PyTypeObject* type = as_type(engine_in(engine).state().memory_connection_type);
    Object self = Object::steal(type->tp_alloc(type, 0));
    if (self) {
        reinterpret_cast<MemoryConnectionObject*>(self.get())->client =
            new Client(engine, number, std::move(connection));
    }
    return self;
}

Object make_memory_connection_type(PyObject* module) {
    return Object::steal(PyType_FromModuleAndSpec(module, &connection_spec, nullptr));
}

}  // namespace fasterapi::python
