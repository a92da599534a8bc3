// The Python face of Engine.
#include <cerrno>
#include <new>
#include <system_error>

#include "address.h"
#include "engine.h"
#include "module_state.h"

namespace fasterapi::python {

namespace {

struct EngineObject {
    PyObject_HEAD;
    Engine* engine;
};

Engine* engine_or_null(PyObject* self) noexcept {
    return reinterpret_cast<EngineObject*>(self)->engine;
}

/// @return false with an exception set.
bool read_options(PyObject* args, PyObject* kwargs, Engine::Options& options) {
    static const char* const names[] = {"app",    "plans",      "hooks",       "loop",         "listeners",
                                        "limits", "access_log", "server_name", "pool_threads", nullptr};
    if (PyArg_ParseTupleAndKeywords(args, kwargs, "$OOOOOOssI:Engine", const_cast<char**>(names),
                                    &options.app, &options.plans, &options.hooks, &options.loop,
                                    &options.listeners, &options.limits, &options.access_log,
                                    &options.server_name, &options.pool_threads) == 0) {
        return false;
    }
    if (options.app == nullptr || options.plans == nullptr || options.hooks == nullptr ||
        options.loop == nullptr || options.listeners == nullptr || options.limits == nullptr ||
        options.access_log == nullptr || options.server_name == nullptr || options.pool_threads == 0) {
        PyErr_SetString(
            PyExc_TypeError,
            "Engine needs app, plans, hooks, loop, listeners, limits, access_log, server_name and at least "
            "one of pool_threads");
        return false;
    }
    return true;
}

// All in __new__: there is no Engine that was not started, and none that is started twice.
PyObject* engine_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
    PyObject* module = PyType_GetModule(type);
    Engine::Options options{};
    if (module == nullptr || !read_options(args, kwargs, options)) {
        return nullptr;
    }
    auto& state = *static_cast<ModuleState*>(PyModule_GetState(module));
    Object self = import_asyncio(module, state) ? Object::steal(type->tp_alloc(type, 0)) : Object();
    if (!self) {
        return nullptr;
    }
    try {
        auto* engine = new Engine(state, self.get());
        reinterpret_cast<EngineObject*>(self.get())->engine = engine;
        return engine->start(options) ? self.release() : nullptr;
    } catch (const std::system_error& error) {
        errno = error.code().value();
        return PyErr_SetFromErrno(PyExc_OSError);
    } catch (const std::bad_alloc&) {
        return PyErr_NoMemory();
    }
}

PyObject* fileno(PyObject* self, PyObject*) {
    return PyLong_FromLong(engine_in(self).descriptor());
}

PyObject* watch_selector(PyObject* self, PyObject* args) {
    int descriptor = -1;
    PyObject* select = nullptr;
    if (PyArg_ParseTuple(args, "iO:watch_selector", &descriptor, &select) == 0) {
        return nullptr;
    }
    engine_in(self).watch_selector(descriptor, select);
    Py_RETURN_NONE;
}

PyObject* select(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
    return engine_in(self).select(count == 0 ? Py_None : arguments[0]).release();
}

PyObject* turn(PyObject* self, PyObject*) {
    if (!engine_in(self).turn()) {
        return nullptr;
    }
    Py_RETURN_NONE;
}

PyObject* next_deadline(PyObject* self, PyObject*) {
    const int milliseconds = engine_in(self).next_deadline_ms();
    if (milliseconds < 0) {
        Py_RETURN_NONE;
    }
    return PyFloat_FromDouble(milliseconds / 1000.0);
}

PyObject* connect(PyObject* self, PyObject* args, PyObject* kwargs) {
    static const char* const names[] = {"client", "server", "secure", "root_path", nullptr};
    PyObject* client = Py_None;
    PyObject* server = Py_None;
    int secure = 0;
    const char* root_path = "";
    server::Peer peer;
    if (PyArg_ParseTupleAndKeywords(args, kwargs, "|$OOps:connect", const_cast<char**>(names), &client,
                                    &server, &secure, &root_path) == 0 ||
        !read_address(client, peer.client_host, peer.client_port) ||
        !read_address(server, peer.server_host, peer.server_port)) {
        return nullptr;
    }
    peer.secure = secure != 0;
    peer.root_path = root_path;
    return engine_in(self).connect(std::move(peer)).release();
}

PyObject* exchange(PyObject* self, PyObject* args, PyObject* kwargs) {
    return make_direct_exchange(self, args, kwargs).release();
}

PyObject* drain(PyObject* self, PyObject*) {
    engine_in(self).drain();
    Py_RETURN_NONE;
}

PyObject* close(PyObject* self, PyObject*) {
    engine_in(self).close();
    Py_RETURN_NONE;
}

PyObject* stats(PyObject* self, PyObject*) {
    return engine_in(self).stats().release();
}

PyObject* pool_work(PyObject* self, PyObject*) {
    engine_in(self).pool().work();
    Py_RETURN_NONE;
}

PyObject* drained(PyObject* self, void*) {
    return PyBool_FromLong(engine_in(self).drained());
}

PyObject* closed(PyObject* self, void*) {
    return PyBool_FromLong(engine_in(self).closed());
}

int engine_traverse(PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(Py_TYPE(self));
    const Engine* engine = engine_or_null(self);
    return engine == nullptr ? 0 : engine->traverse(visit, arg);
}

int engine_clear(PyObject* self) {
    if (Engine* engine = engine_or_null(self); engine != nullptr) {
        engine->clear();
    }
    return 0;
}

void engine_dealloc(PyObject* self) {
    PyObject_GC_UnTrack(self);
    PyTypeObject* type = Py_TYPE(self);
    engine_clear(self);
    delete engine_or_null(self);
    type->tp_free(self);
    Py_DECREF(type);
}

PyMethodDef engine_methods[] = {
    {"fileno", fileno, METH_NOARGS, nullptr},
    {"watch_selector", watch_selector, METH_VARARGS, nullptr},
    {"select", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(select)), METH_FASTCALL, nullptr},
    {"turn", turn, METH_NOARGS, nullptr},
    {"next_deadline", next_deadline, METH_NOARGS, nullptr},
    {"connect", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(connect)),
     METH_VARARGS | METH_KEYWORDS, nullptr},
    {"drain", drain, METH_NOARGS, nullptr},
    {"exchange", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(exchange)),
     METH_VARARGS | METH_KEYWORDS, nullptr},
    {"close", close, METH_NOARGS, nullptr},
    {"stats", stats, METH_NOARGS, nullptr},
    {"_pool_work", pool_work, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyGetSetDef engine_attributes[] = {
    {"drained", drained, nullptr, nullptr, nullptr},
    {"closed", closed, nullptr, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyType_Slot engine_slots[] = {
    {Py_tp_new, reinterpret_cast<void*>(engine_new)},
    {Py_tp_methods, engine_methods},
    {Py_tp_getset, engine_attributes},
    {Py_tp_traverse, reinterpret_cast<void*>(engine_traverse)},
    {Py_tp_clear, reinterpret_cast<void*>(engine_clear)},
    {Py_tp_dealloc, reinterpret_cast<void*>(engine_dealloc)},
    {0, nullptr},
};

PyType_Spec engine_spec = {
    .name = "fasterapi._core.Engine",
    .basicsize = sizeof(EngineObject),
    .itemsize = 0,
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = engine_slots,
};

}  // namespace

Engine& engine_in(PyObject* object) noexcept {
    return *engine_or_null(object);
}

Object make_engine_type(PyObject* module) {
    return Object::steal(PyType_FromModuleAndSpec(module, &engine_spec, nullptr));
}

}  // namespace fasterapi::python
