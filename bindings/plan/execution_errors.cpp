// How an Execution ends the generators of its dependencies, and answers what went wrong.

#include <utility>

#include "engine.h"
#include "module_state.h"
#include "plan/execution.h"
#include "response_type.h"

namespace fasterapi::python {

bool Execution::run_exit(Exits& exits) {
    running_ = exits.pop();
    return start(running_.run, continue_generator(running_, error_), Awaited::exit);
}

bool Execution::run_function_exits() {
    if (!function_exits_.empty()) {
        return run_exit(function_exits_);
    }
    stage_ = error_ || !response_ ? Stage::request_exits : Stage::send;
    return false;
}

bool Execution::run_request_exits() {
    if (!request_exits_.empty()) {
        return run_exit(request_exits_);
    }
    if (!error_ && !is_sent_) {
        error_ = runtime_error(
            "a dependency caught the exception at its yield and did not raise it again, so there is no "
            "response: end its `except` block with `raise`");
    }
    stage_ = error_ ? Stage::error : Stage::done;
    return false;
}

void Execution::exit_ended(Object raised) {
    error_ = error_after_exit(running_, error_, std::move(raised));
    if (error_) {
        response_.reset();
    }
    running_ = {};
}

bool Execution::is_abandoned() const {
    return PyErr_GivenExceptionMatches(error_.get(), engine_.state().asyncio.cancelled_error.get()) != 0 &&
           (exchange_->started() || exchange_->disconnected() || engine_.closing());
}

bool Execution::handle_error() {
    constexpr int most_attempts = 3;  // a handler, the one for what it raises itself, the plain answer
    background_.reset();
    tasks_.reset();
    task_ = 0;
    if (is_abandoned()) {
        stage_ = Stage::done;  // nobody is there to be told, and it is no fault
        return false;
    }
    if (is_sent_ || exchange_->started() || ++error_attempts_ == most_attempts) {
        PyObject* const failed = ensure_request();
        PyErr_Clear();
        engine_.answer_error(*exchange_, error_, failed == nullptr ? Py_None : failed);
        stage_ = Stage::done;
        return false;
    }
    PyObject* const request = ensure_request();
    if (request == nullptr) {
        error_ = take_exception();
        return false;
    }
    const Object handler = engine_.error_handler(error_, *plan_, request);
    if (!handler) {
        error_ = take_exception();
        return false;
    }
    if (handler.get() == Py_None) {
        Object response = engine_.server_error(error_, *plan_, request);
        if (response) {
            take_error_response(std::move(response));
        } else {
            error_ = take_exception();
        }
        return false;
    }
    PyObject* callable = nullptr;
    const char* run = nullptr;
    if (PyArg_ParseTuple(handler.get(), "Os;hooks.error_handler() gives (callable, run)", &callable, &run) ==
        0) {
        error_ = take_exception();
        return false;
    }
    const Step::Run where = std::string_view(run) == "async"    ? Step::Run::async_call
                            : std::string_view(run) == "inline" ? Step::Run::inline_call
                                                                : Step::Run::pool_call;
    Call call{
        .callable = Object::borrow(callable), .arguments = {Object::borrow(request), error_}, .keywords = {}};
    return start(where, std::move(call), Awaited::error_handler);
}

void Execution::take_error_response(Object result) {
    if (PyObject_TypeCheck(result.get(), as_type(engine_.state().response_type)) == 0) {
        PyErr_Format(PyExc_TypeError, "an exception handler returned '%.100s', and no Response",
                     Py_TYPE(result.get())->tp_name);
        error_ = take_exception();
        return;
    }
    const auto& response = *reinterpret_cast<const ResponseObject*>(result.get());
    if (response.background != nullptr && response.background != Py_None) {
        background_ = Object::borrow(response.background);
    }
    error_.reset();
    response_ = std::move(result);
    stage_ = Stage::send;
}

}  // namespace fasterapi::python
