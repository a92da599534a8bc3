#include "run.h"

#include "awaitable.h"
#include "engine.h"
#include "in_context.h"
#include "module_state.h"
#include "pool.h"
#include "response.h"

namespace fasterapi::python {

namespace {

/// The map of a context's variables, all that a context refers to while nobody is in it. It is immutable and
/// shared by copies, until one of them sets a variable. (Contexts can be compared, but by the values, and
/// equal ones are not the same.)
const PyObject* variables_of(PyObject* context) noexcept {
    const PyObject* variables = nullptr;
    const visitproc note = [](PyObject* found, void* into) {
        *static_cast<const PyObject**>(into) = found;
        return 0;
    };
    Py_TYPE(context)->tp_traverse(context, note, static_cast<void*>(&variables));
    return variables;
}

}  // namespace

Run::Run(Engine& engine, PyObject* self) noexcept
    : engine_(engine), engine_object_(Object::borrow(engine.self())), self_(self), execution_(engine) {}

Run::~Run() = default;

const ModuleState& Run::state() const noexcept {
    return engine_.state();
}

bool Run::set_up() {
    park_ = Object::steal(PyObject_CallMethodNoArgs(engine_.loop(), state().names.create_future.get()));
    context_ = Object::steal(PyContext_Copy(engine_.base_context()));
    callback_ = make_future_callback(self_);
    if (!park_ || !context_ || !callback_) {
        return false;
    }
    task_ = make_task(as_type(state().asyncio.task_type), self_, engine_.loop());
    if (!task_) {
        return false;
    }
    set_run_of_task(task_.get(), this);
    return true;
}

template <class Begin>
void Run::begin(server::Exchange& exchange, Begin begin) {
    exchange_ = Ref<server::Exchange>(&exchange);
    engine_.run_began(exchange);
    stage_ = Stage::plan;
    const InContext context(context_);  // which is this run's alone
    begin();
    go_on();
    drive({});
    if (busy() && !exchange.finished()) {
        exchange.observe(this);
    }
}

void Run::serve(server::Exchange& exchange, const Plan& plan) {
    begin(exchange, [&] { execution_.begin(exchange, plan); });
}

void Run::serve_result(server::Exchange& exchange, const Plan& plan, Object request, Object result) {
    begin(exchange,
          [&] { execution_.begin_with_result(exchange, plan, std::move(request), std::move(result)); });
}

void Run::serve_error(server::Exchange& exchange, const Plan& plan, Object request, Object error) {
    begin(exchange,
          [&] { execution_.begin_with_error(exchange, plan, std::move(request), std::move(error)); });
}

void Run::go_on() {
    switch (execution_.advance()) {
        case Execution::Next::await:
            awaitable_ = iterator_of_awaitable(execution_.take_awaitable());
            if (!awaitable_) {
                failed(take_exception());
            }
            return;
        case Execution::Next::thread:
            waiting_ = Waiting::thread;
            engine_.pool().call(*this, execution_.take_call());
            return;
        case Execution::Next::body: waiting_ = Waiting::body; return;
        case Execution::Next::stream: stream_from(execution_.response().get()); return;
        case Execution::Next::done: end_request(); return;
    }
}

void Run::resume() {
    const InContext context(context_);
    if (!context) {
        waiting_ = Waiting::nothing;
        failed(take_exception());
        return;
    }
    if (waiting_ == Waiting::future) {
        future_done();
        return;
    }
    const bool is_cancelled = must_cancel_ || exchange_->disconnected();
    waiting_ = Waiting::nothing;
    if (!awaitable_ && stage_ == Stage::plan) {
        if (std::exchange(must_cancel_, false)) {
            failed(cancellation());
        } else {
            go_on();
        }
    } else if (!awaitable_ && is_cancelled) {
        abandon_stream();
    } else if (!awaitable_) {
        stream_next();
    }
    drive(std::exchange(bad_yield_, Object()));
}

void Run::future_done() {
    if (waiting_ == Waiting::callback) {
        waiting_ = Waiting::nothing;
        drive(std::exchange(bad_yield_, Object()));
        return;
    }
    if (waiting_ != Waiting::future) {
        return;
    }
    waiting_ = Waiting::nothing;
    const Object future = std::exchange(future_, Object());
    const Object result = Object::steal(PyObject_CallMethodNoArgs(future.get(), state().names.result.get()));
    drive(result ? Object() : take_exception());
}

void Run::drive(Object error) {
    driving_ = true;
    while (awaitable_ && waiting_ == Waiting::nothing) {
        if (must_cancel_) [[unlikely]] {
            must_cancel_ = false;
            if (!error ||
                PyErr_GivenExceptionMatches(error.get(), state().asyncio.cancelled_error.get()) == 0) {
                error = cancellation();
            }
        }
        PyObject* out = nullptr;
        const PySendResult outcome = step(error, &out);
        error.reset();
        if (outcome == PYGEN_NEXT) {
            const Object yielded = Object::steal(out);
            if (!wait_for(yielded.get())) {
                // As asyncio does: thrown back, but not before the others had their turn.
                bad_yield_ = take_exception();
                if (!let_others_go_first()) {
                    error = take_exception();
                }
            }
        } else if (outcome == PYGEN_RETURN) {
            awaitable_.reset();
            returned(Object::steal(out));
        } else {
            awaitable_.reset();
            failed(take_exception());
        }
    }
    driving_ = false;
}

PySendResult Run::step(const Object& error, PyObject** result) {
    return error ? throw_into(error, result) : PyIter_Send(awaitable_.get(), Py_None, result);
}

PySendResult Run::throw_into(const Object& error, PyObject** result) const {
    const Object method = Object::steal(PyObject_GetAttr(awaitable_.get(), state().names.throw_.get()));
    if (!method) {
        PyErr_Clear();
        raise(error);  // an iterator that takes no exceptions ends with it
        return PYGEN_ERROR;
    }
    *result = PyObject_CallOneArg(method.get(), error.get());
    if (*result != nullptr) {
        return PYGEN_NEXT;
    }
    if (PyErr_ExceptionMatches(PyExc_StopIteration) == 0) {
        return PYGEN_ERROR;
    }
    const Object stop = take_exception();
    *result = Py_NewRef(reinterpret_cast<PyStopIterationObject*>(stop.get())->value);
    return PYGEN_RETURN;
}

bool Run::wait_for(PyObject* yielded) {
    if (yielded == Py_None) {
        return let_others_go_first();
    }
    const Names& names = state().names;
    if (yielded == task_.get()) {
        task_noticed();  // its awaiting has marked it
        PyErr_Format(PyExc_RuntimeError, "Task cannot await on itself: %R", yielded);
        return false;
    }
    const Object blocking = Object::steal(PyObject_GetAttr(yielded, names._asyncio_future_blocking.get()));
    if (!blocking && PyErr_ExceptionMatches(PyExc_AttributeError) == 0) {
        return false;
    }
    if (!blocking || blocking.get() == Py_None) {
        PyErr_Clear();
        if (PyGen_CheckExact(yielded)) {
            PyErr_Format(PyExc_RuntimeError,
                         "yield was used instead of yield from for generator in task %R with %R", task_.get(),
                         yielded);
        } else {
            PyErr_Format(PyExc_RuntimeError, "Task got bad yield: %R", yielded);
        }
        return false;
    }
    const int is_blocking = PyObject_IsTrue(blocking.get());
    if (is_blocking < 0) {
        return false;
    }
    if (is_blocking == 0) {
        PyErr_Format(PyExc_RuntimeError, "yield was used instead of yield from in task %R with %R",
                     task_.get(), yielded);
        return false;
    }
    const Object loop = Object::steal(PyObject_CallMethodNoArgs(yielded, names.get_loop.get()));
    if (!loop) {
        return false;
    }
    if (loop.get() != engine_.loop()) {
        PyErr_Format(PyExc_RuntimeError, "Task %R got Future %R attached to a different loop", task_.get(),
                     yielded);
        return false;
    }
    if (PyObject_SetAttr(yielded, names._asyncio_future_blocking.get(), Py_False) < 0) {
        return false;
    }
    PyObject* arguments[] = {yielded, callback_.get(), context_.get()};
    const Object added = Object::steal(
        PyObject_VectorcallMethod(names.add_done_callback.get(), arguments, 2, engine_.context_keyword()));
    if (!added) {
        return false;
    }
    future_ = Object::borrow(yielded);
    waiting_ = Waiting::future;
    if (must_cancel_ && cancel_waiting(cancel_message_)) {
        must_cancel_ = false;
    }
    return true;
}

// Within a turn of our own loop it is enough to come back in the next one: asyncio runs what is ready in
// between. Elsewhere others are queued, and the place among them is at the end.
bool Run::let_others_go_first() {
    if (engine_.in_turn() && engine_.selects()) {
        resume_later(Waiting::turn);
        return true;
    }
    PyObject* arguments[] = {engine_.loop(), callback_.get(), Py_None, context_.get()};
    const Object queued = Object::steal(
        PyObject_VectorcallMethod(state().names.call_soon.get(), arguments, 3, engine_.context_keyword()));
    if (queued) {
        waiting_ = Waiting::callback;
    }
    return static_cast<bool>(queued);
}

void Run::returned(Object result) {
    switch (stage_) {
        case Stage::plan:
            execution_.give(std::move(result));
            go_on();
            return;
        case Stage::stream: stream_chunk(result.get()); return;
        case Stage::closing: failed(cancellation()); return;
        case Stage::idle: return;
    }
}

void Run::failed(Object error) {
    if (stage_ == Stage::stream && PyErr_GivenExceptionMatches(error.get(), PyExc_StopAsyncIteration) != 0) {
        stream_ended();
        return;
    }
    if (PyErr_GivenExceptionMatches(error.get(), state().asyncio.cancelled_error.get()) != 0) {
        cancelled_ = error;
    }
    stage_ = Stage::plan;
    execution_.fail(std::move(error));
    go_on();
}

void Run::resume_later(Waiting waiting) {
    waiting_ = waiting;
    engine_.resume_later(*this);
}

bool Run::cancel_requested(Object message) {
    if (!busy()) {
        return false;
    }
    ++cancels_requested_;
    cancel_message_ = std::move(message);
    if (!cancel_waiting(cancel_message_)) {
        must_cancel_ = true;
    }
    return true;
}

long Run::uncancel() noexcept {
    if (cancels_requested_ > 0 && --cancels_requested_ == 0) {
#if PY_VERSION_HEX >= 0x030D0000
        must_cancel_ = false;
#endif
    }
    return cancels_requested_;
}

bool Run::cancel_waiting(const Object& message) {
    if (waiting_ == Waiting::writable || waiting_ == Waiting::body) {
        resume_later(Waiting::turn);
    }
    if (waiting_ != Waiting::future) {
        return false;
    }
    const Object future = future_;
    PyObject* arguments[] = {future.get(), message ? message.get() : Py_None};
    const bool with_message = message && message.get() != Py_None;
    const Object cancelled = Object::steal(PyObject_VectorcallMethod(
        state().names.cancel.get(), arguments, 1, with_message ? engine_.message_keyword() : nullptr));
    if (!cancelled) {
        engine_.report_error(future.get());
        return false;
    }
    return PyObject_IsTrue(cancelled.get()) == 1;
}

Object Run::cancellation() {
    PyObject* type = state().asyncio.cancelled_error.get();
    const bool with_message = cancel_message_ && cancel_message_.get() != Py_None;
    return Object::steal(with_message ? PyObject_CallOneArg(type, cancel_message_.get())
                                      : PyObject_CallNoArgs(type));
}

bool Run::cancel_for_close() {
    if (waiting_ == Waiting::thread) {
        return true;
    }
    cancel_requested({});
    return false;
}

void Run::end_request() {
    if (exchange_->started() && !exchange_->finished()) {
        exchange_->abort();  // a stream that was broken off: only a cut connection tells the client
    }
    exchange_->observe(nullptr);
    const Ref<server::Exchange> exchange = std::exchange(exchange_, {});
    stage_ = Stage::idle;
    waiting_ = Waiting::nothing;
    wake_body_waiters();  // who learn that it will not come
    execution_.end();
    awaitable_.reset();
    stream_.reset();
    future_.reset();
    bad_yield_.reset();
    engine_.run_ended(*exchange);
}

bool Run::left_traces() const noexcept {
    return noticed_ || must_cancel_ || cancels_requested_ != 0 || traces_of_task(task_.get()) != expected_;
}

bool Run::renew_context() {
    cancelled_.reset();
    cancel_message_.reset();
    // Nobody else holds it, and nothing was set in it.
    if (Py_REFCNT(context_.get()) == 1 &&
        variables_of(context_.get()) == variables_of(engine_.base_context())) {
        return true;
    }
    context_ = Object::steal(PyContext_Copy(engine_.base_context()));
    return static_cast<bool>(context_);
}

bool Run::finish_task() {
    set_run_of_task(task_.get(), nullptr);
    if (must_cancel_) {
        cancelled_ = cancellation();
    }
    callback_.reset();
    const Object task = std::exchange(task_, Object());
    const bool parked = std::exchange(parking_, Parking::ending) == Parking::parked;
    if (!parked) {
        return true;  // its first step is still to come, and will be its last
    }
    PyObject* arguments[] = {park_.get(), Py_None};
    const Object done =
        Object::steal(PyObject_VectorcallMethod(state().names.set_result.get(), arguments, 2, nullptr));
    return static_cast<bool>(done);
}

PySendResult Run::send(PyObject** result) {
    if (parking_ == Parking::fresh) {
        parking_ = Parking::parked;
        if (PyObject_SetAttr(park_.get(), state().names._asyncio_future_blocking.get(), Py_True) < 0) {
            return PYGEN_ERROR;
        }
        *result = park_.new_ref();
        return PYGEN_NEXT;
    }
    parking_ = Parking::ending;
    if (cancelled_) {
        raise(std::move(cancelled_));
        return PYGEN_ERROR;
    }
    *result = Py_NewRef(Py_None);
    return PYGEN_RETURN;
}

PyObject* Run::thrown(PyObject* exception) {
    parking_ = Parking::ending;
    raise(Object::borrow(exception));
    return nullptr;
}

void Run::wake_body_waiters() noexcept {
    if (execution_.request()) {
        engine_.body_arrived(execution_.request().get());
    }
}

void Run::on_body() noexcept {
    if (waiting_ == Waiting::body) {
        resume_later(Waiting::turn);
    }
    wake_body_waiters();
}

void Run::on_writable() noexcept {
    if (waiting_ == Waiting::writable) {
        resume_later(Waiting::turn);
    }
}

void Run::on_disconnect() noexcept {
    if (!engine_.closing()) {
        cancel_requested({});
    }
    wake_body_waiters();
}

int Run::traverse(visitproc visit, void* arg) const {
    for (const Object* member : {&engine_object_, &task_, &callback_, &park_, &context_, &awaitable_,
                                 &stream_, &future_, &cancel_message_, &cancelled_, &bad_yield_}) {
        if (const int stop = member->traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    return execution_.traverse(visit, arg);
}

void Run::clear() noexcept {
    execution_.clear();
    for (Object* member : {&task_, &callback_, &park_, &context_, &awaitable_, &stream_, &future_,
                           &cancel_message_, &cancelled_, &bad_yield_}) {
        member->reset();
    }
}

}  // namespace fasterapi::python
