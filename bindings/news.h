#pragma once

#include "object.h"

namespace fasterapi::python {

class Engine;

/// Lets a coroutine of the engine's loop wait for news that C++ has, one at a time.
class News {
public:
    /// There is news.
    void tell(Engine& engine) noexcept;
    /// A future that is done once there is news since the last one was. Empty with an exception set.
    [[nodiscard]] Object wait(Engine& engine);

    int traverse(visitproc visit, void* arg) const { return future_.traverse(visit, arg); }
    void clear() noexcept { future_.reset(); }

private:
    Object future_;
    bool told_ = false;
};

}  // namespace fasterapi::python
