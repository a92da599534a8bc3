#pragma once

#include <cstdint>

#include "base/intrusive_list.h"
#include "base/ref.h"
#include "object.h"
#include "plan/execution.h"
#include "server/exchange.h"
#include "task.h"

namespace fasterapi::python {

class Engine;
class Plan;
struct ModuleState;

/// The lists a Run can be in: suspended with a request; to be resumed by the next turn.
struct BusyList;
struct ReadyList;

/// A running plan: carries one request after another through its plan, driving the handler's coroutine as
/// asyncio.Task would, while a real Task (task.h) stands behind it as `current_task()`.
///
/// asyncio sees a coroutine that waits on a private future, its parking place. It is only sent on to end:
/// when a request left something on the Task (a reference, a name, a callback, an attribute, a cancellation),
/// the Task ends with that request as any Task does, its callbacks run, and a new pair takes over
/// (Tasks::settle). The rules of the driving are those of task_step in CPython's Modules/_asynciomodule.c.
class Run final : public server::ExchangeObserver, public ListHook<BusyList>, public ListHook<ReadyList> {
public:
    Run(Engine& engine, PyObject* self) noexcept;
    ~Run();

    /// Give it its Task and its parking place. @return false with an exception set.
    [[nodiscard]] bool set_up();
    /// The Python object this run lives in.
    [[nodiscard]] PyObject* self() const noexcept { return self_; }
    [[nodiscard]] Engine& engine() const noexcept { return engine_; }
    [[nodiscard]] PyObject* task() const noexcept { return task_.get(); }

    // --- one request, while the Task is current
    /// Carry the request through its plan until something has to be waited for, or all is done.
    void serve(server::Exchange& exchange, const Plan& plan);
    /// Go on with what the handler returned in the pool, or with an error from before there was a task.
    void serve_result(server::Exchange& exchange, const Plan& plan, Object request, Object result);
    void serve_error(server::Exchange& exchange, const Plan& plan, Object request, Object error);
    /// Go on after resume_later().
    void resume();
    [[nodiscard]] bool busy() const noexcept { return exchange_.get() != nullptr; }
    /// Of the request; only while busy().
    [[nodiscard]] const Plan& plan() const noexcept { return execution_.plan(); }

    // --- the Task, as its methods see it
    void task_noticed() noexcept { noticed_ = true; }
    /// Task.cancel(). @return what it returns.
    bool cancel_requested(Object message);
    [[nodiscard]] long cancelling() const noexcept { return cancels_requested_; }
    long uncancel() noexcept;
    [[nodiscard]] const Object& context() const noexcept { return context_; }
    [[nodiscard]] bool must_cancel() const noexcept { return must_cancel_; }
    /// What is being waited for; nullptr for none.
    [[nodiscard]] PyObject* future() const noexcept { return future_.get(); }

    // --- between requests; see Tasks
    /// Remember what the Task looks like before a request can have touched it.
    void expect_traces() noexcept { expected_ = traces_of_task(task_.get()); }
    [[nodiscard]] bool left_traces() const noexcept;
    /// A context of its own for the next request, unless the last one left it as it was.
    [[nodiscard]] bool renew_context();
    /// Let asyncio end the Task. @return false with an exception set.
    [[nodiscard]] bool finish_task();
    /// The engine closes: cancel what is being waited for. @return whether nothing else will ever end this
    /// request, because a thread of the pool has its next item: then abandon() it.
    [[nodiscard]] bool cancel_for_close();
    void abandon() { end_request(); }
    /// A thread of the pool has made the call that is waited for. Of a streamed response's iterator it gave
    /// the next item, or nothing where it ended.
    void thread_done(Object result, Object error);

    // --- coroutine protocol, called by the Task: park, then end
    PySendResult send(PyObject** result);
    PyObject* thrown(PyObject* exception);
    /// A future being waited for is done, or the others have gone first.
    void future_done();
    [[nodiscard]] bool driving() const noexcept { return driving_; }
    [[nodiscard]] PyObject* awaiting() const noexcept { return awaitable_.get(); }

    // --- what happens to the exchange
    void on_body() noexcept override;
    void on_writable() noexcept override;
    void on_disconnect() noexcept override;

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    enum class Stage : std::uint8_t { idle, plan, stream, closing };
    enum class Waiting : std::uint8_t { nothing, future, turn, callback, body, writable, thread };
    enum class Parking : std::uint8_t { fresh, parked, ending };

    template <class Begin>
    void begin(server::Exchange& exchange, Begin begin);
    /// Do what the plan asks for next.
    void go_on();
    /// Send `value`, or throw `error` where it is given, into awaitable_, and go on until the plan suspends
    /// or ends.
    void drive(Object error);
    PySendResult step(const Object& error, PyObject** result);
    PySendResult throw_into(const Object& error, PyObject** result) const;
    /// @return false with an exception set that belongs into the coroutine.
    [[nodiscard]] bool wait_for(PyObject* yielded);
    [[nodiscard]] bool let_others_go_first();
    void returned(Object result);
    void failed(Object error);
    void stream_item(Object item, Object error);
    void stream_from(PyObject* response);
    void stream_next();
    void stream_chunk(PyObject* chunk);
    void stream_ended();
    void stream_sent();
    void abandon_stream();
    void resume_later(Waiting waiting);
    void wake_body_waiters() noexcept;
    [[nodiscard]] bool cancel_waiting(const Object& message);
    [[nodiscard]] Object cancellation();
    void end_request();
    [[nodiscard]] const ModuleState& state() const noexcept;

    Engine& engine_;
    Object engine_object_;  ///< keeps engine_ alive: asyncio may hold the Task for longer than anybody holds
                            ///< the engine
    PyObject* self_;
    Object task_;
    Object callback_;  ///< calls future_done(): asyncio's debug mode takes no coroutine as a callback
    Object park_;      ///< the future the Task waits on between its first step and its end
    Object context_;
    Ref<server::Exchange> exchange_;
    Execution execution_;
    Object awaitable_;  ///< what is being driven: a step's coroutine, or the stream's next item
    Object stream_;     ///< iterator of a streamed response
    Object future_;     ///< what awaitable_ waits for
    Object bad_yield_;  ///< to be thrown into awaitable_ in its next step
    Object cancel_message_;
    Object cancelled_;  ///< the CancelledError the request ended with, and so does a Task that ends with it
    TaskTraces expected_;
    long cancels_requested_ = 0;
    Stage stage_ = Stage::idle;
    Waiting waiting_ = Waiting::nothing;
    Parking parking_ = Parking::fresh;
    bool stream_is_async_ = false;
    bool driving_ = false;
    bool must_cancel_ = false;
    bool noticed_ = false;
};

/// The Run inside a Python object of the run type.
[[nodiscard]] Run& run_in(PyObject* object) noexcept;
[[nodiscard]] Object make_run(PyTypeObject* run_type, Engine& engine);
[[nodiscard]] Object make_run_type(PyObject* module);
/// A function of one argument, which it drops, that calls Engine::future_done().
[[nodiscard]] Object make_future_callback(PyObject* run);

}  // namespace fasterapi::python
