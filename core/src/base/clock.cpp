#include "base/clock.h"

#include <ctime>

namespace fasterapi {

namespace {

timespec read_clock(clockid_t id) noexcept {
    timespec now{};
    clock_gettime(id, &now);
    return now;
}

}  // namespace

// The coarse clocks step once a scheduler tick (1 to 4 ms), which is finer than any deadline here,
// and cost a quarter of the exact ones.
std::uint64_t SystemClock::monotonic_ms() const noexcept {
    const timespec now = read_clock(CLOCK_MONOTONIC_COARSE);
    return static_cast<std::uint64_t>(now.tv_sec) * 1000 +
           static_cast<std::uint64_t>(now.tv_nsec) / 1'000'000;
}

std::int64_t SystemClock::unix_seconds() const noexcept {
    return read_clock(CLOCK_REALTIME_COARSE).tv_sec;
}

}  // namespace fasterapi
