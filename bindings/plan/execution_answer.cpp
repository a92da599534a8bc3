// How an Execution makes and sends its answer, and runs the background tasks behind it.

#include <utility>

#include "engine.h"
#include "module_state.h"
#include "plan/execution.h"
#include "response.h"
#include "response_type.h"

namespace fasterapi::python {

void Execution::answer_with(Object result) {
    const ModuleState& state = engine_.state();
    const bool is_response = is_instance_of_heap_type(result.get(), state.response_type.get());
    if (is_response) {
        const auto& response = *reinterpret_cast<const ResponseObject*>(result.get());
        if (response.background != nullptr && response.background != Py_None) {
            background_ = Object::borrow(response.background);
        }
    }
    if (function_exits_.empty() && !injected_ &&
        !(is_response && is_instance_of_heap_type(result.get(), state.streaming_response_type.get()))) {
        if (plan_->answer().respond(engine_, *exchange_, result.get())) {
            sent();
        } else {
            fail(take_exception());
        }
        return;
    }
    response_ = plan_->answer().make_response(engine_, result.get(), injected_.get());
    if (!response_) {
        fail(take_exception());
        return;
    }
    stage_ = Stage::function_exits;
}

bool Execution::send() {
    if (is_instance_of_heap_type(response_.get(), engine_.state().streaming_response_type.get())) {
        return wait(Next::stream);
    }
    if (!send_response(engine_, *exchange_, response_.get())) {
        fail(take_exception());
        return false;
    }
    response_.reset();
    sent();
    return false;
}

bool Execution::run_background() {
    if (!background_) {
        stage_ = Stage::request_exits;
        return false;
    }
    if (!tasks_) {
        tasks_ = Object::steal(PyObject_GetAttrString(background_.get(), "tasks"));
        if (!tasks_) {
            PyErr_Clear();  // a BackgroundTask by itself
            tasks_ = Object::steal(Py_BuildValue("[O]", background_.get()));
        }
        if (!tasks_ || PyList_Check(tasks_.get()) == 0) {
            fail(tasks_ ? runtime_error("background.tasks is not a list") : take_exception());
            return false;
        }
    }
    if (task_ >= PyList_GET_SIZE(tasks_.get())) {
        stage_ = Stage::request_exits;
        return false;
    }
    const Object task = Object::borrow(PyList_GET_ITEM(tasks_.get(), task_));
    const Object is_async = Object::steal(PyObject_GetAttrString(task.get(), "is_async"));
    Call call = is_async ? call_of_task(task.get()) : Call{};
    return start(is_async.get() == Py_True ? Step::Run::async_call : Step::Run::pool_call, std::move(call),
                 Awaited::background);
}

}  // namespace fasterapi::python
