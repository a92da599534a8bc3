#include "time/number.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "time/testing.h"

namespace fasterapi::time {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(MomentOfNumber, IsInSecondsOrMilliseconds) {
    EXPECT_EQ(outcome_of(moment_of_number(std::int64_t{20'000'000'000})), "2603-10-11T11:33:20Z");
    EXPECT_EQ(outcome_of(moment_of_number(std::int64_t{20'000'000'001})), "1970-08-20T11:33:20.001000Z");
    EXPECT_EQ(outcome_of(moment_of_number(-1.25)), "1969-12-31T23:59:58.750000Z");
    EXPECT_EQ(outcome_of(moment_of_number(0.9999999)), "1970-01-01T00:00:01Z");
    EXPECT_EQ(outcome_of(moment_of_number(infinity)),
              "dates after 9999 are not supported as unix timestamps");
    EXPECT_EQ(outcome_of(moment_of_number(INT64_MIN)),
              "dates before 0000 are not supported as unix timestamps");
}

TEST(TimeOfNumber, IsWithinADay) {
    struct Number {
        double seconds;
        std::string_view outcome;
    };
    for (const auto& [seconds, outcome] : std::initializer_list<Number>{
             {-0.0, "00:00:00Z"},
             {86'399.5, "23:59:59.500000Z"},
             {86'399.9999994, "23:59:59.999999Z"},
             {86'399.9999996, "numeric times may not exceed 86,399 seconds"},
             {infinity, "numeric times may not exceed 86,399 seconds"},
             {-1e-9, "time in seconds should be positive"},
             {-infinity, "time in seconds should be positive"},
         }) {
        EXPECT_EQ(outcome_of(time_of_number(seconds)), outcome) << seconds;
    }
    EXPECT_EQ(outcome_of(time_of_number(std::int64_t{3'661})), "01:01:01Z");
    EXPECT_EQ(outcome_of(time_of_number(std::int64_t{86'400})),
              "numeric times may not exceed 86,399 seconds");
    EXPECT_EQ(outcome_of(time_of_number(std::int64_t{-1})), "time in seconds should be positive");
}

TEST(DurationOfNumber, HasOneRepresentation) {
    struct Number {
        double seconds;
        Duration duration;
    };
    for (const auto& [seconds, duration] : std::initializer_list<Number>{
             {0, {}},
             {-0.5, {-1, 86'399, 500'000}},
             {-1.9999999, {-1, 86'398, 0}},
             {86'399.9999999, {1, 0, 0}},
             {86'399'999'913'600.0, {999'999'999, 0, 0}},
         }) {
        EXPECT_EQ(duration_of_number(seconds).to_optional(), duration) << seconds;
    }
    EXPECT_EQ(duration_of_number(std::int64_t{-86'399'999'913'600}).to_optional(),
              (Duration{-999'999'999, 0, 0}));
    for (const std::int64_t seconds :
         {std::int64_t{86'400'000'000'000}, std::int64_t{-86'399'999'913'601}, INT64_MAX, INT64_MIN}) {
        EXPECT_EQ(outcome_of(duration_of_number(seconds)), "durations may not exceed 999,999,999 days");
    }
    EXPECT_EQ(outcome_of(duration_of_number(-infinity)), "durations may not exceed 999,999,999 days");
}

}  // namespace

}  // namespace fasterapi::time
