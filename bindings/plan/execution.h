#pragma once

#include <cstdint>
#include <vector>

#include "base/ref.h"
#include "object.h"
#include "plan/call.h"
#include "plan/exits.h"
#include "plan/inputs.h"
#include "plan/plan.h"
#include "server/exchange.h"

namespace fasterapi::python {

class Engine;

/// A request on its way through its plan: body, steps, answer, and what runs after it. It decides what comes
/// next, and leaves it to a Run to await, to have threads call, and to wait:
///
///     body -> steps -> answer made -> exits of functions -> answer sent -> background -> exits of the
///     request
///
/// An error goes to the exits, then to the application's exception handlers, whose answer it gets.
class Execution {
public:
    /// What has to happen before advance() is called again.
    enum class Next : std::uint8_t {
        await,   ///< awaitable() is to be awaited: give() its result, or fail()
        thread,  ///< call() is to be made by a thread of the pool: likewise
        body,    ///< more of the body, or its end
        stream,  ///< response() is to be streamed: sent(), or fail()
        done,    ///< nothing: the request has been answered, and everything after it has run
    };

    explicit Execution(Engine& engine) noexcept : engine_(engine) {}

    void begin(server::Exchange& exchange, const Plan& plan);
    /// With what the handler returned (in the pool), or with what went wrong before there was a task.
    void begin_with_result(server::Exchange& exchange, const Plan& plan, Object request, Object result);
    void begin_with_error(server::Exchange& exchange, const Plan& plan, Object request, Object error);
    /// Go on as far as it goes. In the request's own context.
    [[nodiscard]] Next advance();
    void give(Object result);
    void fail(Object error);
    void sent();
    /// Forget everything.
    void end() noexcept;

    [[nodiscard]] const Plan& plan() const noexcept { return *plan_; }
    [[nodiscard]] Object take_awaitable() noexcept { return std::move(awaitable_); }
    [[nodiscard]] Call take_call() noexcept { return std::move(call_); }
    [[nodiscard]] const Object& response() const noexcept { return response_; }
    /// The request as Python sees it, if anybody has wanted it yet.
    [[nodiscard]] const Object& request() const noexcept { return request_; }
    /// What the request ended with, if nobody handled it.
    [[nodiscard]] const Object& error() const noexcept { return error_; }

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    enum class Stage : std::uint8_t {
        body,
        steps,
        function_exits,
        send,
        background,
        request_exits,
        error,
        done,
    };
    /// What give() and fail() are told the outcome of.
    enum class Awaited : std::uint8_t { nothing, step, entering, exit, background, error_handler };
    struct StepState {
        Object value;
        Py_ssize_t errors_begin = 0;  ///< what is wrong with its own parameters
        Py_ssize_t errors_end = 0;
        bool failed = false;
    };

    // Each does what its stage is for. @return whether there is something to wait for, which is in next_.
    [[nodiscard]] bool read_body();
    [[nodiscard]] bool run_steps();
    [[nodiscard]] bool run_function_exits();
    [[nodiscard]] bool send();
    [[nodiscard]] bool run_background();
    [[nodiscard]] bool run_request_exits();
    [[nodiscard]] bool handle_error();

    [[nodiscard]] bool read_json();
    [[nodiscard]] bool decode_body();
    [[nodiscard]] bool bind(const Step& step);
    [[nodiscard]] bool call_step(const Step& step);
    [[nodiscard]] PyObject* argument(const Argument& argument);
    [[nodiscard]] bool start(Step::Run run, Call call, Awaited awaited);
    void finish_step(Object value);
    void repeat_step(const Step& step);
    void fail_validation();
    void answer_with(Object result);
    [[nodiscard]] bool run_exit(Exits& exits);
    void exit_ended(Object raised);
    void take_error_response(Object result);
    [[nodiscard]] Py_ssize_t error_count() const noexcept {
        return errors_ ? PyList_GET_SIZE(errors_.get()) : 0;
    }
    [[nodiscard]] bool wait(Next next) noexcept {
        next_ = next;
        return true;
    }
    [[nodiscard]] PyObject* ensure_request();
    [[nodiscard]] PyObject* ensure_response();
    [[nodiscard]] PyObject* ensure_background();
    /// It was cancelled, and nobody waits for an answer any more, or one is on its way.
    [[nodiscard]] bool is_abandoned() const;

    Engine& engine_;
    server::Exchange* exchange_ = nullptr;
    const Plan* plan_ = nullptr;
    Inputs inputs_;
    Stage stage_ = Stage::done;
    Awaited awaited_ = Awaited::nothing;
    Next next_ = Next::done;
    bool is_sent_ = false;
    int error_attempts_ = 0;

    std::size_t step_ = 0;
    std::vector<StepState> states_;
    std::vector<Object> bound_;  ///< parameters of the step that is being called
    Object body_parameter_;      ///< value of Plan::whole_body() where JSON was read straight into it
    Object errors_;              ///< list of what is wrong with the request; empty where nothing is
    Exits function_exits_;
    Exits request_exits_;
    Exits::Exit running_;  ///< the generator that is being entered or ended

    Object request_;
    Object injected_;    ///< the Response whose headers and status a step may set
    Object background_;  ///< BackgroundTasks of the request
    Object response_;    ///< made and not sent yet, or being streamed
    Object tasks_;       ///< list of the background tasks that are to run
    Py_ssize_t task_ = 0;
    Object error_;
    Object awaitable_;
    Call call_;
};

}  // namespace fasterapi::python
