#include "time/order.h"

#include <gtest/gtest.h>

namespace fasterapi::time {

namespace {

constexpr Date new_year{2024, 1, 1};
constexpr std::int32_t east = 5 * 3600;

TEST(Order, OfMomentsIsInUtcWhereBothHaveOffsets) {
    const DateTime local{new_year, {}};
    const DateTime utc{new_year, {.utc_offset_seconds = 0}};
    const DateTime eastern{new_year, {.utc_offset_seconds = east}};
    EXPECT_TRUE(compare(eastern, utc) < 0);
    EXPECT_TRUE(compare(local, utc) == 0);
    EXPECT_TRUE(compare(eastern, local) == 0);
    EXPECT_TRUE(compare(DateTime{new_year, {.hour = 5, .utc_offset_seconds = east}}, utc) == 0);
    EXPECT_TRUE(compare(DateTime{new_year, {0, 0, 0, 1, {}}}, local) > 0);
    EXPECT_TRUE(compare(DateTime{{2023, 12, 31}, {23, 0, 0, 0, {}}}, local) < 0);
}

TEST(Order, OfTimesIsInUtcWhereBothHaveOffsets) {
    EXPECT_TRUE(
        compare(Time{.hour = 1, .utc_offset_seconds = east}, Time{.hour = 0, .utc_offset_seconds = 0}) < 0);
    EXPECT_TRUE(compare(Time{.hour = 1, .utc_offset_seconds = east}, Time{1, 0, 0, 0, {}}) == 0);
    EXPECT_TRUE(compare(Time{0, 0, 0, 1, {}}, Time{}) > 0);
}

TEST(Order, OfDatesAndDurations) {
    EXPECT_TRUE(compare(Date{2024, 1, 31}, Date{2024, 2, 1}) < 0);
    EXPECT_TRUE(compare(new_year, new_year) == 0);
    EXPECT_TRUE(compare(Duration{-1, 86'399, 999'999}, Duration{}) < 0);
    EXPECT_TRUE(compare(Duration{0, 1, 0}, Duration{0, 0, 999'999}) > 0);
}

}  // namespace

}  // namespace fasterapi::time
