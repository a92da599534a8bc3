#include "plan/execution.h"

#include <array>
#include <utility>

#include "engine.h"
#include "http/error.h"
#include "json_decoder.h"
#include "module_state.h"
#include "response.h"
#include "response_type.h"

namespace fasterapi::python {

namespace {

// Handlers of real services take a handful of arguments; more are passed by way of the heap.
constexpr std::size_t arguments_in_place = 16;

bool is_end_of_iteration(const Object& error) {
    return PyErr_GivenExceptionMatches(error.get(), PyExc_StopIteration) != 0 ||
           PyErr_GivenExceptionMatches(error.get(), PyExc_StopAsyncIteration) != 0;
}

Object runtime_error(const char* words) {
    return Object::steal(PyObject_CallFunction(PyExc_RuntimeError, "s", words));
}

/// func(*args, **kwargs) of a BackgroundTask.
Call call_of_task(PyObject* task) {
    Call call;
    call.callable = Object::steal(PyObject_GetAttrString(task, "func"));
    const Object args = call.callable ? Object::steal(PyObject_GetAttrString(task, "args")) : Object();
    const Object kwargs = args ? Object::steal(PyObject_GetAttrString(task, "kwargs")) : Object();
    const Object positional = kwargs ? Object::steal(PySequence_Tuple(args.get())) : Object();
    const Object items = positional ? Object::steal(PyMapping_Items(kwargs.get())) : Object();
    if (!items) {
        return {};
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(positional.get()); ++i) {
        call.arguments.push_back(Object::borrow(PyTuple_GET_ITEM(positional.get(), i)));
    }
    const Py_ssize_t named = PyList_GET_SIZE(items.get());
    call.keywords = named == 0 ? Object() : Object::steal(PyTuple_New(named));
    for (Py_ssize_t i = 0; i < named; ++i) {
        PyObject* item = PyList_GET_ITEM(items.get(), i);
        PyTuple_SET_ITEM(call.keywords.get(), i, Py_NewRef(PyTuple_GET_ITEM(item, 0)));
        call.arguments.push_back(Object::borrow(PyTuple_GET_ITEM(item, 1)));
    }
    return call;
}

}  // namespace

void Execution::begin(server::Exchange& exchange, const Plan& plan) {
    exchange_ = &exchange;
    plan_ = &plan;
    inputs_.begin(exchange);
    stage_ = plan.body() == Plan::Body::none ? Stage::steps : Stage::body;
    awaited_ = Awaited::nothing;
    is_sent_ = false;
    error_attempts_ = 0;
    step_ = 0;
    task_ = 0;
    states_.resize(plan.steps().size());
}

void Execution::begin_with_result(server::Exchange& exchange, const Plan& plan, Object request,
                                  Object result) {
    begin(exchange, plan);
    request_ = std::move(request);
    answer_with(std::move(result));
}

void Execution::begin_with_error(server::Exchange& exchange, const Plan& plan, Object request, Object error) {
    begin(exchange, plan);
    request_ = std::move(request);
    fail(std::move(error));
}

Execution::Next Execution::advance() {
    for (;;) {
        bool waits = false;
        switch (stage_) {
            case Stage::body: waits = read_body(); break;
            case Stage::steps: waits = run_steps(); break;
            case Stage::function_exits: waits = run_function_exits(); break;
            case Stage::send: waits = send(); break;
            case Stage::background: waits = run_background(); break;
            case Stage::request_exits: waits = run_request_exits(); break;
            case Stage::error: waits = handle_error(); break;
            case Stage::done: return Next::done;
        }
        if (waits) {
            return next_;
        }
    }
}

void Execution::give(Object result) {
    switch (std::exchange(awaited_, Awaited::nothing)) {
        case Awaited::entering:
            (plan_->steps()[step_].ends_with_request() ? request_exits_ : function_exits_)
                .push(std::move(running_));
            finish_step(std::move(result));
            return;
        case Awaited::step: finish_step(std::move(result)); return;
        case Awaited::exit: exit_ended({}); return;
        case Awaited::background: ++task_; return;
        case Awaited::error_handler: take_error_response(std::move(result)); return;
        case Awaited::nothing: return;
    }
}

void Execution::fail(Object error) {
    switch (std::exchange(awaited_, Awaited::nothing)) {
        case Awaited::exit: exit_ended(std::move(error)); return;
        case Awaited::error_handler: error_ = std::move(error); return;  // the next attempt is at this one
        case Awaited::entering:
            if (is_end_of_iteration(error)) {
                error = runtime_error("generator didn't yield");
            }
            break;
        case Awaited::step:
        case Awaited::background:
        case Awaited::nothing: break;
    }
    error_ = std::move(error);
    response_.reset();
    stage_ = Stage::function_exits;
}

void Execution::sent() {
    is_sent_ = true;
    stage_ = Stage::background;
}

// --- the body

bool Execution::read_body() {
    if (!exchange_->disconnected() && !exchange_->finished()) {
        exchange_->want_body(engine_.limits().body_bytes);
    }
    if (exchange_->body_error()) {
        engine_.raise_http_error(http::status_of(*exchange_->body_error()),
                                 http::explanation_of(*exchange_->body_error()));
        fail(take_exception());
        return false;
    }
    if (!exchange_->body_complete()) {
        if (!exchange_->disconnected()) {
            return wait(Next::body);
        }
        engine_.raise_http_error(400, "The request ended before its body was complete");
        fail(take_exception());
        return false;
    }
    stage_ = Stage::steps;
    if (!(plan_->body() == Plan::Body::form ? inputs_.read_form(engine_) : read_json())) {
        fail(take_exception());
    }
    return false;
}

/// @return false with an exception set.
bool Execution::read_json() {
    const std::string_view text = exchange_->body();
    if (text.empty()) {
        return true;
    }
    if (!inputs_.body_is_json(plan_->strict_content_type())) {
        inputs_.keep_body_value(bytes(text));
        return static_cast<bool>(inputs_.body_value());
    }
    if (plan_->whole_body() != nullptr) {
        body_parameter_ = plan_->whole_body()->schema().read(text);
        PyErr_Clear();  // such as an integer of too many digits: the decoder says it again
        if (body_parameter_) {
            return true;
        }
    }
    return decode_body();
}

bool Execution::decode_body() {
    json::Reader reader(exchange_->body());
    Object value = decode_json(reader, engine_.state().names_seen);
    if (value && reader.finish()) {
        inputs_.keep_body_value(std::move(value));
        return true;
    }
    if (PyErr_Occurred() == nullptr) {
        engine_.raise_json_error(exchange_->body(), reader, *plan_);
    } else if (PyErr_ExceptionMatches(PyExc_ValueError) != 0) {
        PyErr_Clear();
        engine_.raise_http_error(400, "There was an error parsing the body");
    }
    return false;
}

// --- the steps

bool Execution::run_steps() {
    const std::vector<Step>& steps = plan_->steps();
    while (stage_ == Stage::steps) {
        const Step& step = steps[step_];
        if (step.same_as() != Step::none) {
            repeat_step(step);
            continue;
        }
        StepState& state = states_[step_];
        for (const std::size_t needed : step.needs()) {
            state.failed = state.failed || states_[needed].failed;
        }
        state.errors_begin = error_count();
        if (!bind(step)) {
            fail(take_exception());
            return false;
        }
        state.errors_end = error_count();
        state.failed = state.failed || state.errors_end != state.errors_begin;
        if (errors_ && &step == &steps.back()) {
            fail_validation();
            return false;
        }
        if (state.failed) {
            bound_.clear();
            ++step_;
        } else if (call_step(step)) {
            return true;
        }
    }
    return false;
}

/// A dependency that was called before: its value, or what was wrong with its parameters once more.
void Execution::repeat_step(const Step& step) {
    StepState& state = states_[step_];
    const StepState& first = states_[step.same_as()];
    state.errors_begin = error_count();
    state.failed = first.failed;
    if (first.errors_end > first.errors_begin) {
        const Object again =
            Object::steal(PyList_GetSlice(errors_.get(), first.errors_begin, first.errors_end));
        if (!again || PyList_SetSlice(errors_.get(), error_count(), error_count(), again.get()) < 0) {
            fail(take_exception());
            return;
        }
    }
    state.value = first.value;
    state.errors_end = error_count();
    ++step_;
}

/// Values of the step's parameters, into bound_; an empty one's error was noted. @return false with an
/// exception set.
bool Execution::bind(const Step& step) {
    for (const Parameter& parameter : step.parameters()) {
        const bool is_read = &parameter == plan_->whole_body() && body_parameter_;
        bound_.push_back(is_read ? body_parameter_ : parameter.bind(inputs_, errors_));
        if (!bound_.back() && PyErr_Occurred() != nullptr) {
            return false;
        }
    }
    return true;
}

/// @return as run_steps().
bool Execution::call_step(const Step& step) {
    const std::size_t count = step.arguments().size();
    std::array<PyObject*, arguments_in_place> in_place;  // NOLINT(cppcoreguidelines-pro-type-member-init)
    std::vector<PyObject*> on_heap(count > in_place.size() ? count : 0);
    PyObject** const arguments = on_heap.empty() ? in_place.data() : on_heap.data();
    for (std::size_t i = 0; i < count; ++i) {
        arguments[i] = argument(step.arguments()[i]);
        if (arguments[i] == nullptr) {
            fail(take_exception());
            return false;
        }
    }
    if (step.run() == Step::Run::pool_call && !step.yields()) {
        Call call{.callable = step.callable(), .arguments = {}, .keywords = step.keywords()};
        for (std::size_t i = 0; i < count; ++i) {
            call.arguments.push_back(Object::borrow(arguments[i]));
        }
        bound_.clear();
        return start(Step::Run::pool_call, std::move(call), Awaited::step);
    }
    Object result = Object::steal(step.call(arguments));  // of one that yields its generator
    bound_.clear();
    if (!result) {
        fail(take_exception());
        return false;
    }
    if (step.yields()) {
        running_ = {.generator = std::move(result), .run = step.run()};
        return start(step.run(), continue_generator(running_, {}), Awaited::entering);
    }
    if (step.run() == Step::Run::inline_call) {
        finish_step(std::move(result));
        return false;
    }
    awaited_ = Awaited::step;
    awaitable_ = std::move(result);
    return wait(Next::await);
}

/// @return borrowed; nullptr with an exception set.
PyObject* Execution::argument(const Argument& argument) {
    switch (argument.from) {
        case Argument::From::parameter: return bound_[argument.index].get();
        case Argument::From::step: return states_[argument.index].value.get();
        case Argument::From::request: return ensure_request();
        case Argument::From::response: return ensure_response();
        case Argument::From::background: return ensure_background();
        case Argument::From::constant: return argument.constant.get();
    }
    return nullptr;
}

/// Make a call where it is to be made, or have it made. @return as run_steps().
bool Execution::start(Step::Run run, Call call, Awaited awaited) {
    awaited_ = awaited;
    if (!call.callable) {
        fail(take_exception());
        return false;
    }
    if (run == Step::Run::pool_call) {
        call_ = std::move(call);
        return wait(Next::thread);
    }
    Object result = call.make();
    if (!result) {
        fail(take_exception());
        return false;
    }
    if (run == Step::Run::inline_call) {
        give(std::move(result));
        return false;
    }
    awaitable_ = std::move(result);
    return wait(Next::await);
}

void Execution::finish_step(Object value) {
    if (step_ + 1 == plan_->steps().size()) {
        answer_with(std::move(value));
        return;
    }
    states_[step_].value = std::move(value);
    ++step_;
}

void Execution::fail_validation() {
    bound_.clear();
    if (body_parameter_ && !inputs_.body_value() && !decode_body()) {
        fail(take_exception());
        return;
    }
    engine_.raise_validation_error(errors_, inputs_.body_value(), *plan_);
    fail(take_exception());
}

// --- the answer

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

// --- exits

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
    error_ = error_after_exit(error_, std::move(raised));
    if (error_) {
        response_.reset();
    }
    running_ = {};
}

// --- errors

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

// --- what steps may want

PyObject* Execution::ensure_request() {
    if (!request_) {
        request_ = engine_.make_request(*exchange_, *plan_);
    }
    return request_.get();
}

PyObject* Execution::ensure_response() {
    if (!injected_) {
        injected_ = engine_.make_injected_response();
    }
    return injected_.get();
}

PyObject* Execution::ensure_background() {
    if (!background_) {
        background_ = engine_.make_background_tasks();
    }
    return background_.get();
}

void Execution::end() noexcept {
    exchange_ = nullptr;
    plan_ = nullptr;
    inputs_.end();
    stage_ = Stage::done;
    clear();
}

int Execution::traverse(visitproc visit, void* arg) const {
    for (const Object* member : {&body_parameter_, &errors_, &running_.generator, &request_, &injected_,
                                 &background_, &response_, &tasks_, &error_, &awaitable_, &call_.callable}) {
        if (const int stop = member->traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    for (const StepState& state : states_) {
        if (const int stop = state.value.traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    if (const int stop = function_exits_.traverse(visit, arg); stop != 0) {
        return stop;
    }
    return request_exits_.traverse(visit, arg);
}

void Execution::clear() noexcept {
    for (Object* member : {&body_parameter_, &errors_, &running_.generator, &request_, &injected_,
                           &background_, &response_, &tasks_, &error_, &awaitable_}) {
        member->reset();
    }
    call_ = {};
    states_.clear();
    bound_.clear();
    function_exits_.clear();
    request_exits_.clear();
}

}  // namespace fasterapi::python
