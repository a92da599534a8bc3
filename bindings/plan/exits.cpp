#include "plan/exits.h"

namespace fasterapi::python {

namespace {

/// Python makes a RuntimeError of a StopIteration that leaves a generator (PEP 479).
bool is_made_of(const Object& raised, const Object& error) {
    if (!error || !is_end_of_iteration(error) ||
        PyErr_GivenExceptionMatches(raised.get(), PyExc_RuntimeError) == 0) {
        return false;
    }
    const Object cause = Object::steal(PyException_GetCause(raised.get()));
    return cause.get() == error.get();
}

}  // namespace

bool is_end_of_iteration(const Object& raised) noexcept {
    return PyErr_GivenExceptionMatches(raised.get(), PyExc_StopIteration) != 0 ||
           PyErr_GivenExceptionMatches(raised.get(), PyExc_StopAsyncIteration) != 0;
}

Exits::Exit Exits::pop() {
    Exit last = std::move(exits_.back());
    exits_.pop_back();
    return last;
}

int Exits::traverse(visitproc visit, void* arg) const {
    for (const Exit& exit : exits_) {
        if (const int stop = exit.generator.traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    return 0;
}

Call continue_generator(const Exits::Exit& exit, const Object& error) {
    const bool is_async = exit.run == Step::Run::async_call;
    const char* name = error ? (is_async ? "athrow" : "throw") : (is_async ? "__anext__" : "__next__");
    Call call;
    call.callable = Object::steal(PyObject_GetAttrString(exit.generator.get(), name));
    if (error) {
        call.arguments.push_back(error);
    }
    return call;
}

Object misbehaviour_of(const Exits::Exit& exit, const char* did) {
    const Object name = Object::steal(PyObject_GetAttrString(exit.generator.get(), "__qualname__"));
    const Object words = name ? Object::steal(PyUnicode_FromFormat("%U() %s", name.get(), did)) : Object();
    Object error = words ? Object::steal(PyObject_CallOneArg(PyExc_RuntimeError, words.get())) : Object();
    return error ? error : take_exception();
}

Object error_after_exit(const Exits::Exit& exit, const Object& error, Object raised) {
    if (!raised) {
        return misbehaviour_of(exit, "yields a second time: a dependency yields once, and then cleans up");
    }
    if (is_made_of(raised, error)) {
        return error;
    }
    if (!is_end_of_iteration(raised) || raised.get() == error.get()) {
        return raised;
    }
    return {};
}

}  // namespace fasterapi::python
