#pragma once

#include "object.h"

namespace fasterapi::python {

class Run;

/// `asyncio.Task` with the parts replaced that show which request it is current for, so that one Task can
/// serve many requests one after another (see tasks.h). Whoever awaits it, cancels it or hangs something on
/// it sees a Task.
[[nodiscard]] Object make_task_type(PyObject* module, PyObject* task_base);

/// A new task of `loop` that asyncio drives through `coroutine` (a Run); invisible to all_tasks().
[[nodiscard]] Object make_task(PyTypeObject* task_type, PyObject* coroutine, PyObject* loop);

/// The run whose request the task is current for; nullptr once asyncio itself finishes the task.
void set_run_of_task(PyObject* task, Run* run) noexcept;

/// What a request can leave on its task unseen by the overrides: references, weak references, attributes.
struct TaskTraces {
    Py_ssize_t references = 0;
    const void* weak_references = nullptr;
    bool attributes = false;

    bool operator==(const TaskTraces&) const = default;
};
[[nodiscard]] TaskTraces traces_of_task(PyObject* task) noexcept;

}  // namespace fasterapi::python
