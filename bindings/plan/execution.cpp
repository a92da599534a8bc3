#include "plan/execution.h"

#include <utility>

#include "engine.h"

namespace fasterapi::python {

void Execution::begin(server::Exchange& exchange, const Plan& plan) {
    exchange_ = &exchange;
    plan_ = &plan;
    inputs_.begin(exchange, engine_.limits());
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
                error = misbehaviour_of(running_, "ends without a yield: what it yields is its value");
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

/// Make a call where it is to be made, or have it made. @return as the stages.
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
