// The Python face of Run: a coroutine for its Task.
#include <new>

#include "engine.h"
#include "module_state.h"
#include "run.h"

namespace fasterapi::python {

namespace {

struct RunObject {
    PyObject_HEAD;
    Run run;
};

PySendResult run_send(PyObject* self, PyObject*, PyObject** result) {
    return run_in(self).send(result);
}

PyObject* run_iternext(PyObject* self) {
    PyObject* result = nullptr;
    switch (run_in(self).send(&result)) {
        case PYGEN_NEXT: return result;
        case PYGEN_RETURN:
            Py_DECREF(result);  // None, which StopIteration carries without being told
            PyErr_SetNone(PyExc_StopIteration);
            return nullptr;
        case PYGEN_ERROR: break;
    }
    return nullptr;
}

PyObject* run_method_send(PyObject* self, PyObject*) {
    return run_iternext(self);
}

PyObject* run_throw(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
    if (count < 1 || PyExceptionInstance_Check(arguments[0]) == 0) {
        PyErr_SetString(PyExc_TypeError, "throw() takes an exception instance");
        return nullptr;
    }
    return run_in(self).thrown(arguments[0]);
}

PyObject* run_close(PyObject*, PyObject*) {
    Py_RETURN_NONE;
}

PyObject* future_done(PyObject* self, PyObject*) {
    Run& run = run_in(self);
    run.engine().future_done(run);
    if (PyErr_Occurred() != nullptr) {
        return nullptr;
    }
    Py_RETURN_NONE;
}

PyObject* run_awaiting(PyObject* self, void*) {
    PyObject* awaiting = run_in(self).awaiting();
    return Py_NewRef(awaiting == nullptr ? Py_None : awaiting);
}

/// Task.get_stack(), repr() and debuggers look at these: answer with the handler's.
PyObject* of_handler(PyObject* self, void* name) {
    PyObject* awaiting = run_in(self).awaiting();
    return awaiting == nullptr ? Py_NewRef(Py_None)
                               : PyObject_GetAttrString(awaiting, static_cast<const char*>(name));
}

int run_traverse(PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(Py_TYPE(self));
    return run_in(self).traverse(visit, arg);
}

int run_clear(PyObject* self) {
    run_in(self).clear();
    return 0;
}

void run_dealloc(PyObject* self) {
    PyObject_GC_UnTrack(self);
    PyTypeObject* type = Py_TYPE(self);
    run_in(self).~Run();
    type->tp_free(self);
    Py_DECREF(type);
}

PyMethodDef run_methods[] = {
    {"send", run_method_send, METH_O, nullptr},
    {"throw", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(run_throw)), METH_FASTCALL, nullptr},
    {"close", run_close, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyMethodDef future_callback = {"future_done", future_done, METH_O, nullptr};

PyGetSetDef run_attributes[] = {
    {"cr_await", run_awaiting, nullptr, nullptr, nullptr},
    {"cr_frame", of_handler, nullptr, nullptr, const_cast<char*>("cr_frame")},
    {"cr_code", of_handler, nullptr, nullptr, const_cast<char*>("cr_code")},
    {"cr_running", of_handler, nullptr, nullptr, const_cast<char*>("cr_running")},
    {"cr_suspended", of_handler, nullptr, nullptr, const_cast<char*>("cr_suspended")},
    {"__name__", of_handler, nullptr, nullptr, const_cast<char*>("__name__")},
    {"__qualname__", of_handler, nullptr, nullptr, const_cast<char*>("__qualname__")},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyType_Slot run_slots[] = {
    {Py_am_await, reinterpret_cast<void*>(PyObject_SelfIter)},
    {Py_am_send, reinterpret_cast<void*>(run_send)},
    {Py_tp_iter, reinterpret_cast<void*>(PyObject_SelfIter)},
    {Py_tp_iternext, reinterpret_cast<void*>(run_iternext)},
    {Py_tp_methods, run_methods},
    {Py_tp_getset, run_attributes},
    {Py_tp_traverse, reinterpret_cast<void*>(run_traverse)},
    {Py_tp_clear, reinterpret_cast<void*>(run_clear)},
    {Py_tp_dealloc, reinterpret_cast<void*>(run_dealloc)},
    {Py_tp_doc, const_cast<char*>("A running plan: the coroutine of one request.")},
    {0, nullptr},
};

PyType_Spec run_spec = {
    .name = "fasterapi._core.Run",
    .basicsize = sizeof(RunObject),
    .itemsize = 0,
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = run_slots,
};

}  // namespace

Run& run_in(PyObject* object) noexcept {
    return reinterpret_cast<RunObject*>(object)->run;
}

Object make_run(PyTypeObject* run_type, Engine& engine) {
    Object object = Object::steal(run_type->tp_alloc(run_type, 0));
    if (object) {
        new (&reinterpret_cast<RunObject*>(object.get())->run) Run(engine, object.get());
        if (!run_in(object.get()).set_up()) {
            return {};
        }
    }
    return object;
}

Object make_run_type(PyObject* module) {
    return Object::steal(PyType_FromModuleAndSpec(module, &run_spec, nullptr));
}

Object make_future_callback(PyObject* run) {
    return Object::steal(PyCFunction_New(&future_callback, run));
}

}  // namespace fasterapi::python
