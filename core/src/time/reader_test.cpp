#include "time/reader.h"

#include <gtest/gtest.h>

namespace fasterapi::time {

namespace {

TEST(TimeReader, ReadsFromLeftToRight) {
    Reader in("12:T3");
    EXPECT_EQ(in.digits(2, TimeError::bad_hour), 12U);
    EXPECT_FALSE(in.skip_text("::"));
    EXPECT_TRUE(in.skip_text(":"));
    EXPECT_FALSE(in.at_digit());
    EXPECT_FALSE(in.skip_one_of("Zz"));
    EXPECT_TRUE(in.skip_one_of("tT"));
    EXPECT_EQ(in.rest(), "3");
    ASSERT_TRUE(in.at_digit());
    EXPECT_EQ(in.digit(), 3U);
    EXPECT_TRUE(in.at_end());
    EXPECT_FALSE(in.at_digit());
    EXPECT_FALSE(in.skip_one_of("3"));
    EXPECT_FALSE(in.skip_text("3"));
    EXPECT_FALSE(in.failed());
    EXPECT_EQ(*in.result(5), 5);
}

TEST(TimeReader, KeepsTheFirstError) {
    Reader in("1x");
    EXPECT_EQ(in.digits(2, TimeError::bad_hour), 0U);
    in.require(true, TimeError::too_short);
    in.require(false, TimeError::bad_minute);
    EXPECT_EQ(in.digits(2, TimeError::bad_second), 0U);
    EXPECT_TRUE(in.failed());
    EXPECT_EQ(in.result(5).error(), TimeError::bad_hour);
}

TEST(TimeReader, TheEndIsNoDigit) {
    Reader in("123");
    EXPECT_EQ(in.digits(4, TimeError::bad_year), 0U);
    EXPECT_EQ(in.result(5).error(), TimeError::bad_year);
    EXPECT_TRUE(in.at_end());
}

}  // namespace

}  // namespace fasterapi::time
