#pragma once

#include "json_decoder.h"
#include "object.h"
#include "schema/time_types.h"

namespace fasterapi::python {

/// Attribute and keyword names the request path looks up, interned once per interpreter.
struct Names {
#define FASTERAPI_NAMES(X)                                  \
    X(_asyncio_future_blocking, "_asyncio_future_blocking") \
    X(_debug, "_debug")                                     \
    X(_log_destroy_pending, "_log_destroy_pending")         \
    X(_ready, "_ready")                                     \
    X(_scheduled, "_scheduled")                             \
    X(_stopping, "_stopping")                               \
    X(access_log, "access_log")                             \
    X(add_done_callback, "add_done_callback")               \
    X(aclose, "aclose")                                     \
    X(call_soon, "call_soon")                               \
    X(cancel, "cancel")                                     \
    X(charset, "charset")                                   \
    X(context, "context")                                   \
    X(create_future, "create_future")                       \
    X(dependency_overrides, "dependency_overrides")         \
    X(done, "done")                                         \
    X(engine_error, "engine_error")                         \
    X(error_after_answer, "error_after_answer")             \
    X(error_response, "error_response")                     \
    X(get_debug, "get_debug")                               \
    X(get_loop, "get_loop")                                 \
    X(items, "items")                                       \
    X(loads, "loads")                                       \
    X(loop, "loop")                                         \
    X(media_type, "media_type")                             \
    X(msg, "msg")                                           \
    X(open, "open")                                         \
    X(render, "render")                                     \
    X(request_type, "request_type")                         \
    X(result, "result")                                     \
    X(set_result, "set_result")                             \
    X(slow_callback_duration, "slow_callback_duration")     \
    X(start_thread, "start_thread")                         \
    X(throw_, "throw")                                      \
    X(turn, "turn")
#define FASTERAPI_DECLARE_NAME(name, text) Object name;
    FASTERAPI_NAMES(FASTERAPI_DECLARE_NAME)
#undef FASTERAPI_DECLARE_NAME

    [[nodiscard]] bool fill();
    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;
};

/// What asyncio offers a driver of coroutines, looked up when the first Engine is made:
/// importing the module alone must not import asyncio.
struct Asyncio {
    Object task_type;    ///< our subclass of asyncio.Task
    Object future_type;  ///< the C Future, whose result() can be asked without a look-up
    Object cancelled_error;
    Object invalid_state_error;
    Object enter_task;
    Object leave_task;
    Object register_running_task;  ///< makes a task visible to all_tasks(); takes it out again:
    Object unregister_running_task;
    Object unregister_task;

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;
};

/// Everything the module owns in one interpreter; there is nothing else (no static PyObject).
struct ModuleState {
    Names names;
    Asyncio asyncio;
    Object json_loads;
    NameCache names_seen;  ///< in JSON
    schema::TimeTypes time_types;
    Object content_types;  ///< media type -> content-type bytes, see response.cpp

    // Heap types, in the order they are made.
    Object request_type;
    Object headers_type;
    Object body_reader_type;
    Object body_stream_type;
    Object response_type;
    Object json_response_type;
    Object streaming_response_type;
    Object file_response_type;
    Object run_type;
    Object engine_type;
    Object schema_type;
    Object memory_connection_type;
    Object direct_exchange_type;
    Object model_class_type;
    Object model_type;

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;
};

extern PyModuleDef module_definition;

/// The state of the module that made `type` or a base of it.
[[nodiscard]] inline ModuleState* state_of_type(PyTypeObject* type) noexcept {
    PyObject* module = PyType_GetModuleByDef(type, &module_definition);
    return module == nullptr ? nullptr : static_cast<ModuleState*>(PyModule_GetState(module));
}

[[nodiscard]] inline PyTypeObject* as_type(const Object& type) noexcept {
    return reinterpret_cast<PyTypeObject*>(type.get());
}

/// Fill state.asyncio if that has not happened yet. @return false with an exception set.
[[nodiscard]] bool import_asyncio(PyObject* module, ModuleState& state);

}  // namespace fasterapi::python
