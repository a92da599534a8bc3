#include "base/clock.h"

#include <ctime>

#include <gtest/gtest.h>

#include "base/manual_clock.h"

namespace fasterapi {
namespace {

TEST(SystemClock, AgreesWithTheExactClocks) {
    const SystemClock clock;
    const std::uint64_t before = clock.monotonic_ms();
    timespec exact{};
    clock_gettime(CLOCK_MONOTONIC, &exact);
    const auto exact_ms = static_cast<std::uint64_t>(exact.tv_sec) * 1000 +
                          static_cast<std::uint64_t>(exact.tv_nsec) / 1'000'000;
    EXPECT_LE(before, exact_ms);
    EXPECT_GE(clock.monotonic_ms(), before);
    const std::time_t earliest = std::time(nullptr) - 1;
    EXPECT_GE(clock.unix_seconds(), earliest);
    EXPECT_LE(clock.unix_seconds(), std::time(nullptr) + 1);
}

TEST(ManualClock, MovesWhenTold) {
    ManualClock clock;
    const std::uint64_t before = clock.monotonic_ms();
    clock.advance(2500);
    EXPECT_EQ(clock.monotonic_ms(), before + 2500);
    EXPECT_EQ(clock.unix_seconds(), ManualClock::start_unix_seconds + 3);
}

}  // namespace
}  // namespace fasterapi
