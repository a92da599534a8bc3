#pragma once

#include "object.h"

namespace fasterapi::python {

/// Detaches the calling thread's thread state (releases the GIL where there is one) for the object's life.
class Detached {
public:
    Detached() noexcept : state_(PyEval_SaveThread()) {}
    // Up to 3.13 CPython ends a daemon thread that wants to attach while the interpreter finalizes by
    // pthread_exit, which unwinds through here.
    ~Detached() noexcept(false) { PyEval_RestoreThread(state_); }
    Detached(const Detached&) = delete;
    Detached& operator=(const Detached&) = delete;

private:
    PyThreadState* state_;
};

}  // namespace fasterapi::python
