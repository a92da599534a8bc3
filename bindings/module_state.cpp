#include "module_state.h"

#include "task.h"

namespace fasterapi::python {

bool Names::fill() {
#define FASTERAPI_INTERN_NAME(name, text)                   \
    name = Object::steal(PyUnicode_InternFromString(text)); \
    if (!name) {                                            \
        return false;                                       \
    }
    FASTERAPI_NAMES(FASTERAPI_INTERN_NAME)
#undef FASTERAPI_INTERN_NAME
    return true;
}

int Names::traverse(visitproc visit, void* arg) const {
#define FASTERAPI_VISIT_NAME(name, text) Py_VISIT(name.get());
    FASTERAPI_NAMES(FASTERAPI_VISIT_NAME)
#undef FASTERAPI_VISIT_NAME
    return 0;
}

void Names::clear() noexcept {
#define FASTERAPI_CLEAR_NAME(name, text) name.reset();
    FASTERAPI_NAMES(FASTERAPI_CLEAR_NAME)
#undef FASTERAPI_CLEAR_NAME
}

namespace {

/// The members in one place, for traverse and clear alike.
template <class State, class Visit>
int each_asyncio(State& asyncio, Visit visit) {
    for (auto* member :
         {&asyncio.task_type, &asyncio.future_type, &asyncio.cancelled_error, &asyncio.invalid_state_error,
          &asyncio.enter_task, &asyncio.leave_task, &asyncio.register_running_task,
          &asyncio.unregister_running_task, &asyncio.unregister_task}) {
        if (const int stop = visit(*member); stop != 0) {
            return stop;
        }
    }
    return 0;
}

template <class State, class Visit>
int each_object(State& state, Visit visit) {
    for (auto* member : {&state.json_loads, &state.content_types, &state.request_type, &state.headers_type,
                         &state.body_reader_type, &state.body_stream_type, &state.response_type,
                         &state.json_response_type, &state.streaming_response_type, &state.file_response_type,
                         &state.run_type, &state.engine_type, &state.schema_type, &state.model_class_type,
                         &state.model_type, &state.memory_connection_type, &state.direct_exchange_type}) {
        if (const int stop = visit(*member); stop != 0) {
            return stop;
        }
    }
    return 0;
}

constexpr auto reset_member = [](Object& member) noexcept {
    member.reset();
    return 0;
};

}  // namespace

int Asyncio::traverse(visitproc visit, void* arg) const {
    return each_asyncio(*this, [&](const Object& member) { return member.traverse(visit, arg); });
}

void Asyncio::clear() noexcept {
    each_asyncio(*this, reset_member);
}

int ModuleState::traverse(visitproc visit, void* arg) const {
    if (const int stop = names.traverse(visit, arg); stop != 0) {
        return stop;
    }
    if (const int stop = asyncio.traverse(visit, arg); stop != 0) {
        return stop;
    }
    if (const int stop = names_seen.traverse(visit, arg); stop != 0) {
        return stop;
    }
    if (const int stop = time_types.traverse(visit, arg); stop != 0) {
        return stop;
    }
    return each_object(*this, [&](const Object& member) { return member.traverse(visit, arg); });
}

void ModuleState::clear() noexcept {
    names.clear();
    asyncio.clear();
    names_seen.clear();
    time_types.clear();
    each_object(*this, reset_member);
}

bool import_asyncio(PyObject* module, ModuleState& state) {
    if (state.asyncio.task_type) {
        return true;
    }
    const Object asyncio = Object::steal(PyImport_ImportModule("asyncio"));
    const Object accelerator = Object::steal(PyImport_ImportModule("_asyncio"));
    if (!asyncio || !accelerator) {
        return false;
    }
    Asyncio found;
    const auto look_up = [](const Object& from, const char* name, Object& into) {
        into = Object::steal(PyObject_GetAttrString(from.get(), name));
        return static_cast<bool>(into);
    };
    // Tasks that run eagerly stand in a plain set of their own (3.12+); before that there is only the WeakSet
    // of all.
#if PY_VERSION_HEX >= 0x030C0000
    constexpr const char* register_name = "_register_eager_task";
    constexpr const char* unregister_name = "_unregister_eager_task";
#else
    constexpr const char* register_name = "_register_task";
    constexpr const char* unregister_name = "_unregister_task";
#endif
    Object task_base;
    if (!look_up(accelerator, "Task", task_base) || !look_up(accelerator, "Future", found.future_type) ||
        !look_up(asyncio, "CancelledError", found.cancelled_error) ||
        !look_up(asyncio, "InvalidStateError", found.invalid_state_error) ||
        !look_up(accelerator, "_enter_task", found.enter_task) ||
        !look_up(accelerator, "_leave_task", found.leave_task) ||
        !look_up(accelerator, register_name, found.register_running_task) ||
        !look_up(accelerator, unregister_name, found.unregister_running_task) ||
        !look_up(accelerator, "_unregister_task", found.unregister_task)) {
        return false;
    }
    found.task_type = make_task_type(module, task_base.get());
    if (!found.task_type) {
        return false;
    }
    state.asyncio = std::move(found);
    return true;
}

}  // namespace fasterapi::python
