#pragma once

#include <cstdint>

namespace fasterapi {

/// Time as the engine sees it. Injected, so that deadlines are tested without waiting.
class Clock {
public:
    virtual ~Clock() = default;
    /// Milliseconds of a clock that never goes back; its zero means nothing.
    [[nodiscard]] virtual std::uint64_t monotonic_ms() const noexcept = 0;
    /// Seconds since 1970-01-01T00:00:00Z.
    [[nodiscard]] virtual std::int64_t unix_seconds() const noexcept = 0;
};

/// The machine's own clocks.
class SystemClock final : public Clock {
public:
    [[nodiscard]] std::uint64_t monotonic_ms() const noexcept override;
    [[nodiscard]] std::int64_t unix_seconds() const noexcept override;
};

}  // namespace fasterapi
