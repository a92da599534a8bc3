// How an Execution binds the parameters of its steps and calls them.

#include <array>
#include <utility>

#include "engine.h"
#include "plan/execution.h"

namespace fasterapi::python {

namespace {

// Handlers of real services take a handful of arguments; more are passed by way of the heap.
constexpr std::size_t arguments_in_place = 16;

}  // namespace

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
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): only what is used is set
    std::array<PyObject*, arguments_in_place> in_place;
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

}  // namespace fasterapi::python
