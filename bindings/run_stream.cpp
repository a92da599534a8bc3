// The half of a Run that carries a streamed response: item after item out of an async or a sync iterator.
#include "awaitable.h"
#include "engine.h"
#include "in_context.h"
#include "module_state.h"
#include "pool.h"
#include "response.h"
#include "run.h"

namespace fasterapi::python {

void Run::stream_from(PyObject* response) {
    stage_ = Stage::stream;
    if (exchange_->disconnected() || engine_.closing()) {
        stream_sent();  // nobody would end the iterator that is begun now
        return;
    }
    if (!start_response(engine_, *exchange_, response)) {
        failed(take_exception());
        return;
    }
    if (exchange_->head().method == http::Method::head) {
        stream_ended();
        return;
    }
    PyObject* body = body_iterator_of(response);
    const PyAsyncMethods* async = Py_TYPE(body)->tp_as_async;
    stream_is_async_ = async != nullptr && async->am_aiter != nullptr;
    stream_ = Object::steal(stream_is_async_ ? async->am_aiter(body) : PyObject_GetIter(body));
    if (!stream_) {
        failed(take_exception());
        return;
    }
    stream_next();
}

void Run::stream_next() {
    if (!stream_is_async_) {
        waiting_ = Waiting::thread;
        engine_.pool().next_item(*this, stream_);
        return;
    }
    const PyAsyncMethods* async = Py_TYPE(stream_.get())->tp_as_async;
    if (async == nullptr || async->am_anext == nullptr) {
        PyErr_Format(PyExc_TypeError, "'%.100s' has no __anext__", Py_TYPE(stream_.get())->tp_name);
        failed(take_exception());
        return;
    }
    Object next = Object::steal(async->am_anext(stream_.get()));
    if (next) {
        awaitable_ = iterator_of_awaitable(std::move(next));
    }
    if (!awaitable_) {
        failed(take_exception());
    }
}

void Run::stream_chunk(PyObject* chunk) {
    if (!write_chunk(*exchange_, chunk)) {
        failed(take_exception());
        return;
    }
    if (exchange_->disconnected()) {
        abandon_stream();
    } else if (exchange_->may_write()) {
        stream_next();
    } else {
        waiting_ = Waiting::writable;
    }
}

void Run::stream_ended() {
    exchange_->end();
    stream_sent();
}

void Run::stream_sent() {
    stage_ = Stage::plan;
    stream_.reset();
    execution_.sent();
    go_on();
}

void Run::abandon_stream() {
    must_cancel_ = false;
    stage_ = Stage::closing;
    const Object close = stream_is_async_ && stream_
                             ? Object::steal(PyObject_GetAttr(stream_.get(), state().names.aclose.get()))
                             : Object();
    if (!close) {
        PyErr_Clear();  // an iterator without aclose() is only dropped
        failed(cancellation());
        return;
    }
    Object closing = Object::steal(PyObject_CallNoArgs(close.get()));
    if (closing) {
        awaitable_ = iterator_of_awaitable(std::move(closing));
    }
    if (!awaitable_) {
        failed(take_exception());
    }
}

void Run::thread_done(Object result, Object error) {
    waiting_ = Waiting::nothing;
    const InContext context(context_);
    if (!context) {
        failed(take_exception());
    } else if (stage_ == Stage::stream) {
        stream_item(std::move(result), std::move(error));
    } else if (std::exchange(must_cancel_, false)) {
        failed(cancellation());
    } else if (error) {
        failed(std::move(error));
    } else {
        returned(std::move(result));
    }
    drive({});
}

void Run::stream_item(Object item, Object error) {
    if (error) {
        failed(std::move(error));
    } else if (must_cancel_ || exchange_->disconnected()) {
        abandon_stream();
    } else if (item) {
        stream_chunk(item.get());
    } else {
        stream_ended();
    }
}

}  // namespace fasterapi::python
