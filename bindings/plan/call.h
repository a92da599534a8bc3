#pragma once

#include <vector>

#include "object.h"

namespace fasterapi::python {

/// A call for somebody else to make: in the thread pool, or on the loop.
struct Call {
    Object callable;
    std::vector<Object> arguments;
    Object keywords;  ///< names of the last of them; empty for none

    /// @return what the callable returned; empty with an exception set.
    [[nodiscard]] Object make() const;
};

/// func(*args, **kwargs) of a BackgroundTask. @return without a callable with an exception set.
[[nodiscard]] Call call_of_task(PyObject* task);

}  // namespace fasterapi::python
