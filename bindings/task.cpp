#include "task.h"

#include "module_state.h"
#include "run.h"

namespace fasterapi::python {

namespace {

/// Behind the base's own fields, whose size only the running interpreter knows.
struct Extra {
    Run* run;
};

std::size_t extra_offset(const PyTypeObject* base) noexcept {
    const auto size = static_cast<std::size_t>(base->tp_basicsize);
    return (size + alignof(Extra) - 1) / alignof(Extra) * alignof(Extra);
}

/// `task` may be of a subclass that a user made of ours; the type that has the extra part is found by its
/// base.
Extra& extra_of(PyObject* task, PyTypeObject* task_type) noexcept {
    return *reinterpret_cast<Extra*>(reinterpret_cast<char*>(task) + extra_offset(task_type->tp_base));
}

ModuleState& state_of(PyObject* task) noexcept {
    return *state_of_type(Py_TYPE(task));
}

Run* run_of(PyObject* task) noexcept {
    return extra_of(task, as_type(state_of(task).asyncio.task_type)).run;
}

/// The same method of asyncio.Task.
Object base_method(PyObject* task, const char* name) {
    PyTypeObject* base = as_type(state_of(task).asyncio.task_type)->tp_base;
    return Object::steal(PyObject_GetAttrString(reinterpret_cast<PyObject*>(base), name));
}

PyObject* call_base(PyObject* task, const char* name, PyObject* const* arguments, Py_ssize_t count,
                    PyObject* keywords) {
    const Object method = base_method(task, name);
    if (!method) {
        return nullptr;
    }
    const Py_ssize_t keyword_count = keywords == nullptr ? 0 : PyTuple_GET_SIZE(keywords);
    // self, then the arguments: methods of the base have at most a few.
    PyObject* stack[8] = {task};
    if (count + keyword_count > 7) {
        PyErr_Format(PyExc_TypeError, "%s() got too many arguments", name);
        return nullptr;
    }
    for (Py_ssize_t i = 0; i < count + keyword_count; ++i) {
        stack[i + 1] = arguments[i];
    }
    return PyObject_Vectorcall(method.get(), stack, static_cast<std::size_t>(count + 1), keywords);
}

void mark_noticed(PyObject* task) noexcept {
    if (Run* run = run_of(task); run != nullptr) {
        run->task_noticed();
    }
}

PyObject* set_name(PyObject* task, PyObject* const* arguments, Py_ssize_t count) {
    mark_noticed(task);
    return call_base(task, "set_name", arguments, count, nullptr);
}

PyObject* add_done_callback(PyObject* task, PyObject* const* arguments, Py_ssize_t count,
                            PyObject* keywords) {
    mark_noticed(task);
    return call_base(task, "add_done_callback", arguments, count, keywords);
}

PyObject* cancel(PyObject* task, PyObject* const* arguments, Py_ssize_t count, PyObject* keywords) {
    Run* run = run_of(task);
    if (run == nullptr) {
        return call_base(task, "cancel", arguments, count, keywords);
    }
    const bool by_keyword = keywords != nullptr && PyTuple_GET_SIZE(keywords) == 1 &&
                            PyUnicode_CompareWithASCIIString(PyTuple_GET_ITEM(keywords, 0), "msg") == 0;
    if (count > 1 || (keywords != nullptr && PyTuple_GET_SIZE(keywords) > 0 && (!by_keyword || count > 0))) {
        PyErr_SetString(PyExc_TypeError, "cancel() takes at most one argument, msg");
        return nullptr;
    }
    const bool given = count == 1 || by_keyword;
    return PyBool_FromLong(run->cancel_requested(Object::borrow(given ? arguments[0] : Py_None)));
}

PyObject* cancelling(PyObject* task, PyObject*) {
    Run* run = run_of(task);
    return run == nullptr ? call_base(task, "cancelling", nullptr, 0, nullptr)
                          : PyLong_FromLong(run->cancelling());
}

PyObject* uncancel(PyObject* task, PyObject*) {
    Run* run = run_of(task);
    return run == nullptr ? call_base(task, "uncancel", nullptr, 0, nullptr)
                          : PyLong_FromLong(run->uncancel());
}

#if PY_VERSION_HEX >= 0x030C0000
/// Of the request, once it has ended as well: its task is its run's to the end.
PyObject* get_context(PyObject* task, PyObject*) {
    const Object run = Object::steal(call_base(task, "get_coro", nullptr, 0, nullptr));
    return run ? run_in(run.get()).context().new_ref() : nullptr;
}
#endif

/// Whoever keeps the coroutine would see the next request's through it.
PyObject* get_coro(PyObject* task, PyObject*) {
    mark_noticed(task);
    return call_base(task, "get_coro", nullptr, 0, nullptr);
}

PyObject* base_attribute(PyObject* task, const char* name) {
    const Object descriptor = base_method(task, name);
    return descriptor ? Py_TYPE(descriptor.get())->tp_descr_get(descriptor.get(), task, nullptr) : nullptr;
}

PyObject* get_must_cancel(PyObject* task, void*) {
    Run* run = run_of(task);
    return run == nullptr ? base_attribute(task, "_must_cancel") : PyBool_FromLong(run->must_cancel());
}

PyObject* get_future_waiter(PyObject* task, void*) {
    Run* run = run_of(task);
    if (run == nullptr) {
        return base_attribute(task, "_fut_waiter");
    }
    return Py_NewRef(run->future() == nullptr ? Py_None : run->future());
}

int set_attribute(PyObject* task, PyObject* name, PyObject* value) {
    mark_noticed(task);
    return as_type(state_of(task).asyncio.task_type)->tp_base->tp_setattro(task, name, value);
}

template <class Function>
PyCFunction as_c_function(Function function) noexcept {
    return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}

PyMethodDef methods[] = {
    {"set_name", as_c_function(set_name), METH_FASTCALL, nullptr},
    {"add_done_callback", as_c_function(add_done_callback), METH_FASTCALL | METH_KEYWORDS, nullptr},
    {"cancel", as_c_function(cancel), METH_FASTCALL | METH_KEYWORDS, nullptr},
    {"cancelling", cancelling, METH_NOARGS, nullptr},
    {"uncancel", uncancel, METH_NOARGS, nullptr},
#if PY_VERSION_HEX >= 0x030C0000
    {"get_context", get_context, METH_NOARGS, nullptr},
#endif
    {"get_coro", get_coro, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

// Not public, but anyio decides by them whether a cancellation would come too late, and repr() shows them.
PyGetSetDef attributes[] = {
    {"_must_cancel", get_must_cancel, nullptr, nullptr, nullptr},
    {"_fut_waiter", get_future_waiter, nullptr, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyType_Slot slots[] = {
    {Py_tp_methods, methods},
    {Py_tp_getset, attributes},
    {Py_tp_setattro, reinterpret_cast<void*>(set_attribute)},
    {Py_tp_doc, const_cast<char*>("The asyncio.Task that a handler of this engine runs in.")},
    {0, nullptr},
};

}  // namespace

Object make_task_type(PyObject* module, PyObject* task_base) {
    const auto* base = reinterpret_cast<PyTypeObject*>(task_base);
    PyType_Spec spec{};
    spec.name = "fasterapi._core.Task";
    spec.basicsize = static_cast<int>(extra_offset(base) + sizeof(Extra));
    spec.flags = Py_TPFLAGS_DEFAULT;
    spec.slots = slots;
    return Object::steal(PyType_FromModuleAndSpec(module, &spec, task_base));
}

Object make_task(PyTypeObject* task_type, PyObject* coroutine, PyObject* loop) {
    ModuleState& state = *state_of_type(task_type);
    PyObject* arguments[] = {coroutine, loop};
    const Object keywords = Object::steal(PyTuple_Pack(1, state.names.loop.get()));
    if (!keywords) {
        return {};
    }
    Object task = Object::steal(
        PyObject_Vectorcall(reinterpret_cast<PyObject*>(task_type), arguments, 1, keywords.get()));
    if (!task) {
        return {};
    }
    // A parked task is nobody's business: not to be listed, not to be missed when the loop closes.
    const Object gone = Object::steal(PyObject_CallOneArg(state.asyncio.unregister_task.get(), task.get()));
    if (!gone || PyObject_SetAttr(task.get(), state.names._log_destroy_pending.get(), Py_False) < 0) {
        return {};
    }
    return task;
}

void set_run_of_task(PyObject* task, Run* run) noexcept {
    extra_of(task, as_type(state_of(task).asyncio.task_type)).run = run;
}

TaskTraces traces_of_task(PyObject* task) noexcept {
    PyObject** dictionary = _PyObject_GetDictPtr(task);
    const Py_ssize_t weak_offset = Py_TYPE(task)->tp_weaklistoffset;
    return {
        .references = Py_REFCNT(task),
        .weak_references = *reinterpret_cast<void**>(reinterpret_cast<char*>(task) + weak_offset),
        .attributes = dictionary != nullptr && *dictionary != nullptr,
    };
}

}  // namespace fasterapi::python
