#pragma once

#include <cstdint>

#include "base/clock.h"

namespace fasterapi {

/// A clock that stands still until it is moved: for tests of deadlines.
class ManualClock final : public Clock {
public:
    [[nodiscard]] std::uint64_t monotonic_ms() const noexcept override { return now_ms_; }
    [[nodiscard]] std::int64_t unix_seconds() const noexcept override {
        return start_unix_seconds + static_cast<std::int64_t>(now_ms_ / 1000);
    }
    void advance(std::uint64_t ms) noexcept { now_ms_ += ms; }

    static constexpr std::int64_t start_unix_seconds = 784'111'777;  ///< Sun, 06 Nov 1994 08:49:37 GMT

private:
    std::uint64_t now_ms_ = 1000;
};

}  // namespace fasterapi
