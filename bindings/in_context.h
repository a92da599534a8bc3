#pragma once

#include "object.h"

namespace fasterapi::python {

/// Enters a context for the object's life. That fails, with an exception set, while another thread is in it:
/// a context that a handler gave away, to be run in a thread, can be entered there just when the handler is
/// to go on.
class InContext {
public:
    explicit InContext(const Object& context) noexcept
        : context_(context.get()), entered_(PyContext_Enter(context_) == 0) {}
    ~InContext() {
        if (entered_) {
            PyContext_Exit(context_);
        }
    }
    InContext(const InContext&) = delete;
    InContext& operator=(const InContext&) = delete;

    explicit operator bool() const noexcept { return entered_; }

private:
    PyObject* context_;
    bool entered_;
};

}  // namespace fasterapi::python
