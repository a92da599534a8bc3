#include "time/error.h"

#include <gtest/gtest.h>

#include <set>

namespace fasterapi::time {

namespace {

constexpr int error_count = static_cast<int>(TimeError::duration_days_too_large) + 1;

TEST(TimeError, ExplanationsAreDistinct) {
    std::set<std::string_view> seen;
    for (int i = 0; i < error_count; ++i) {
        const auto error = static_cast<TimeError>(i);
        EXPECT_TRUE(seen.insert(explanation_of(error)).second) << explanation_of(error);
        EXPECT_EQ(explanation_of(error).empty(), error == TimeError::date_not_exact) << i;
    }
}

}  // namespace

}  // namespace fasterapi::time
