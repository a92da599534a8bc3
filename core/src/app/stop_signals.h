#pragma once

#include <csignal>

#include "net/descriptor.h"

namespace fasterapi {

/// SIGTERM and SIGINT as a descriptor to read, for the thread that makes it and those it starts from then on;
/// as before at its end. A descriptor, because a handler would need a global to find what to stop.
class StopSignals {
public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    [[nodiscard]] int descriptor() const noexcept { return descriptor_.get(); }
    /// Take the one that made it readable.
    void take() noexcept;

private:
    sigset_t before_{};
    net::Descriptor descriptor_;
};

}  // namespace fasterapi
