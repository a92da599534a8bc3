// The half of Engine that is the loop: turns of the worker inside asyncio's select(), or beside another loop.
#include <cmath>

#include "engine.h"
#include "gil.h"
#include "module_state.h"

namespace fasterapi::python {

namespace {

/// asyncio computed its timeout from these before it called select(); an inline handler may change all of
/// them.
class LoopState {
public:
    LoopState(const Names& names, PyObject* loop, PyObject* ready) noexcept
        : names_(names), loop_(loop), ready_(ready), scheduled_(read_scheduled()) {}

    [[nodiscard]] bool changed() const {
        if (ready_ != nullptr && Py_SIZE(ready_) > 0) {
            return true;
        }
        const Object stopping = Object::steal(PyObject_GetAttr(loop_, names_._stopping.get()));
        if (!stopping || stopping.get() == Py_True || read_scheduled() != scheduled_) {
            PyErr_Clear();
            return true;
        }
        return false;
    }

private:
    struct Scheduled {
        const PyObject* first = nullptr;
        Py_ssize_t count = 0;
        bool operator==(const Scheduled&) const = default;
    };
    [[nodiscard]] Scheduled read_scheduled() const noexcept {
        const Object heap = Object::steal(PyObject_GetAttr(loop_, names_._scheduled.get()));
        if (!heap || PyList_Check(heap.get()) == 0) {
            PyErr_Clear();
            return {};
        }
        const Py_ssize_t count = PyList_GET_SIZE(heap.get());
        return {count > 0 ? PyList_GET_ITEM(heap.get(), 0) : nullptr, count};
    }

    const Names& names_;
    PyObject* loop_;
    PyObject* ready_;
    Scheduled scheduled_;
};

/// Seconds as select() gets them; rounded up, so that a timer never finds itself too early.
int milliseconds_from(PyObject* seconds) {
    if (seconds == Py_None) {
        return -1;
    }
    const double value = PyFloat_AsDouble(seconds);
    return value <= 0 ? 0 : static_cast<int>(std::ceil(std::min(value, 86'400.0) * 1000.0));
}

}  // namespace

void Engine::watch_selector(int descriptor, PyObject* select) {
    worker_->watch_foreign(descriptor);
    foreign_select_ = Object::borrow(select);
    loop_ready_ = Object::steal(PyObject_GetAttr(loop_.get(), state_.names._ready.get()));
    PyErr_Clear();
}

Object Engine::select(PyObject* timeout) {
    const int timeout_ms = milliseconds_from(timeout);
    if (PyErr_Occurred() != nullptr) {
        return {};
    }
    const std::uint64_t began_ms = clock_.monotonic_ms();
    const LoopState asyncio(state_.names, loop_.get(), loop_ready_.get());
    int remaining_ms = timeout_ms;
    for (;;) {
        wait(has_work() ? 0 : remaining_ms);
        run_turn();
        const bool foreign = worker_->foreign_ready();
        if (PyErr_CheckSignals() < 0 || !raise_if_stopped()) {
            Object raised = take_exception();
            tasks_.leave();
            raise(std::move(raised));
            return {};
        }
        if (foreign) {
            tasks_.leave();
            const Object now = Object::steal(PyLong_FromLong(0));
            return now ? Object::steal(PyObject_CallOneArg(foreign_select_.get(), now.get())) : Object();
        }
        if (timeout_ms > 0) {
            const std::uint64_t passed_ms = clock_.monotonic_ms() - began_ms;
            remaining_ms = passed_ms >= static_cast<std::uint64_t>(timeout_ms)
                               ? 0
                               : timeout_ms - static_cast<int>(passed_ms);
        }
        if (remaining_ms == 0 || asyncio.changed()) {
            tasks_.leave();
            return Object::steal(PyList_New(0));
        }
    }
}

void Engine::wait(int timeout_ms) {
    // The GIL is let go of to block, and while the pool's threads need it.
    if (!pool_->busy() && (worker_->poll(0) || worker_->foreign_ready() || timeout_ms == 0)) {
        return;
    }
    tasks_.leave();
    const Detached detached;
    worker_->poll(timeout_ms);
}

bool Engine::turn() {
    turn_scheduled_ = false;
    wait(0);
    run_turn();
    tasks_.leave();
    if (PyErr_CheckSignals() < 0 || !raise_if_stopped()) {
        return false;
    }
    schedule_turn();
    return true;
}

// Our own loop has it in an attribute, which is cheaper to read than to ask for.
bool Engine::loop_is_debugged() {
    const Object debugging =
        Object::steal(loop_ready_ ? PyObject_GetAttr(loop_.get(), state_.names._debug.get())
                                  : PyObject_CallMethodNoArgs(loop_.get(), state_.names.get_debug.get()));
    if (!debugging) {
        report_error(loop_.get());
    }
    return debugging.get() == Py_True;
}

void Engine::run_turn() {
    in_turn_ = true;
    debugging_ = loop_is_debugged();
    // What becomes ready meanwhile waits for the next turn, as asyncio's own callbacks do.
    IntrusiveList<Run, ReadyList> ready;
    ready.take_all(ready_);
    while (!ready.empty()) {
        Run& run = ready.pop_front();
        if (!run.busy()) {
            continue;
        }
        if (!tasks_.enter(run)) {
            report_error(self_);
            continue;
        }
        watch_step(run.plan(), [&] { run.resume(); });
        tasks_.settle(run);
    }
    pool_->deliver();
    serve_calls();
    worker_->run();
    in_turn_ = false;
}

void Engine::serve_later(DirectCall& call) {
    calls_.push_back(call);
    schedule_turn();
}

void Engine::serve_calls() {
    IntrusiveList<DirectCall, WaitingCalls> calls;
    calls.take_all(calls_);
    while (!calls.empty()) {
        DirectCall& call = calls.pop_front();
        const Object kept = Object::borrow(call.self());
        open_calls_.push_back(call);
        // What the caller has set, handlers see, as they would in a task of his.
        const Object own_context = std::exchange(base_context_, call.context());
        bool ready = tasks_.current() != nullptr && tasks_.take_base_context();
        if (ready) {
            call.serve(application_);
        }
        base_context_ = own_context;
        ready = ready && tasks_.take_base_context();
        if (!ready) {
            report_error(self_);
            call.disconnect();
        }
    }
}

void Engine::future_done(Run& run) {
    if (run.busy() && (in_turn_ || run.driving())) {
        resume_later(run);  // a future of another kind than asyncio's, which calls back at once
        return;
    }
    if (!run.busy() || !tasks_.enter(run)) {
        return;
    }
    run.future_done();
    tasks_.settle(run);
    tasks_.leave();
    schedule_turn();
}

void Engine::schedule_turn() {
    // Our own loop comes back by itself; others have to be asked, as has it once the engine is closed.
    if (selects() || in_turn_ || turn_scheduled_ || !has_work()) {
        return;
    }
    const Object turn = Object::steal(PyObject_GetAttr(self_, state_.names.turn.get()));
    const Object scheduled =
        turn ? Object::steal(PyObject_CallMethodOneArg(loop_.get(), state_.names.call_soon.get(), turn.get()))
             : Object();
    if (scheduled) {
        turn_scheduled_ = true;
    } else {
        report_error(loop_.get());
    }
}

bool Engine::loop_is_closed() const noexcept {
    if (!loop_) {
        return true;  // the garbage collector has been here
    }
    const Object closed = Object::steal(PyObject_CallMethod(loop_.get(), "is_closed", nullptr));
    PyErr_Clear();
    return closed.get() == Py_True;
}

bool Engine::raise_if_stopped() {
    if (!fatal_) {
        return true;
    }
    raise(std::exchange(fatal_, Object()));
    return false;
}

int Engine::next_deadline_ms() const noexcept {
    return worker_->next_deadline_ms();
}

}  // namespace fasterapi::python
