#pragma once

#include "object.h"

namespace fasterapi::python {

/// Detaches the calling thread's thread state (releases the GIL where there is one) for the object's life.
class Detached {
public:
    Detached() noexcept : state_(PyEval_SaveThread()) {}
    ~Detached() { PyEval_RestoreThread(state_); }
    Detached(const Detached&) = delete;
    Detached& operator=(const Detached&) = delete;

private:
    PyThreadState* state_;
};

}  // namespace fasterapi::python
