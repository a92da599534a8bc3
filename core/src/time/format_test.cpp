#include "time/format.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string_view>
#include <utility>

#include "time/testing.h"

namespace fasterapi::time {

namespace {

TEST(DateFormat, IsTenCharacters) {
    EXPECT_EQ(text_of(Date{2024, 1, 2}), "2024-01-02");
    EXPECT_EQ(text_of(Date{1, 1, 1}), "0001-01-01");
    EXPECT_EQ(text_of(Date{9999, 12, 31}), "9999-12-31");
}

TEST(TimeFormat, HasSixDigitsOfAFractionOrNone) {
    EXPECT_EQ(text_of(Time{}), "00:00:00");
    EXPECT_EQ(text_of(Time{1, 2, 3, 0, {}}), "01:02:03");
    EXPECT_EQ(text_of(Time{1, 2, 3, 4, {}}), "01:02:03.000004");
    EXPECT_EQ(text_of(Time{1, 2, 3, 400'000, {}}), "01:02:03.400000");
    EXPECT_EQ(text_of(Time{23, 59, 59, 999'999, {}}), "23:59:59.999999");
}

TEST(TimeFormat, GivesTheOffsetInMinutes) {
    for (const auto& [seconds, text] : std::initializer_list<std::pair<int, std::string_view>>{
             {0, "03:04:05Z"},
             {3600, "03:04:05+01:00"},
             {-1800, "03:04:05-00:30"},
             {-5400, "03:04:05-01:30"},
             {86'340, "03:04:05+23:59"},
             {-86'340, "03:04:05-23:59"},
             {30, "03:04:05+00:00"},
             {-30, "03:04:05-00:00"},
             {119, "03:04:05+00:01"},
             {-119, "03:04:05-00:01"},
         }) {
        EXPECT_EQ(text_of(Time{3, 4, 5, 0, seconds}), text);
    }
}

TEST(DateTimeFormat, IsDateAndTime) {
    EXPECT_EQ(text_of(DateTime{{2024, 1, 2}, {3, 4, 5, 0, {}}}), "2024-01-02T03:04:05");
    EXPECT_EQ(text_of(DateTime{{2024, 1, 2}, {3, 4, 5, 6, 0}}), "2024-01-02T03:04:05.000006Z");
    EXPECT_EQ(text_of(DateTime{{2024, 1, 2}, {3, 4, 5, 6, -19'800}}), "2024-01-02T03:04:05.000006-05:30");
}

TEST(DurationFormat, FollowsIso8601) {
    for (const auto& [duration, text] : std::initializer_list<std::pair<Duration, std::string_view>>{
             {{0, 0, 0}, "PT0S"},
             {{1, 0, 0}, "P1D"},
             {{7, 0, 0}, "P7D"},
             {{365, 0, 0}, "P1Y"},
             {{366, 0, 0}, "P1Y1D"},
             {{730, 0, 0}, "P2Y"},
             {{0, 1, 0}, "PT1S"},
             {{0, 60, 0}, "PT1M"},
             {{0, 3600, 0}, "PT1H"},
             {{0, 3601, 0}, "PT1H1S"},
             {{0, 86'399, 0}, "PT23H59M59S"},
             {{0, 0, 1}, "PT0.000001S"},
             {{0, 0, 100}, "PT0.0001S"},
             {{0, 60, 10}, "PT1M0.00001S"},
             {{1, 0, 5}, "P1DT0.000005S"},
             {{1, 7384, 500'000}, "P1DT2H3M4.5S"},
             {{-2, 79'015, 500'000}, "-P1DT2H3M4.5S"},
             {{-1, 0, 0}, "-P1D"},
             {{-1, 1, 0}, "-PT23H59M59S"},
             {{-1, 86'399, 0}, "-PT1S"},
             {{-1, 86'399, 999'999}, "-PT0.000001S"},
             {{999'999'999, 86'399, 999'999}, "P2739726Y9DT23H59M59.999999S"},
             {{-999'999'999, 0, 0}, "-P2739726Y9D"},
             {{-999'999'999, 0, 1}, "-P2739726Y8DT23H59M59.999999S"},
         }) {
        EXPECT_EQ(text_of(duration), text);
    }
}

TEST(TimeFormat, IsAppended) {
    ByteBuffer out;
    for (int i = 0; i < 1000; ++i) {
        write_date(out, {2024, 1, 2});
        write_time(out, {3, 4, 5, 6, 7200});
        write_datetime(out, {{2024, 1, 2}, {3, 4, 5, 6, 7200}});
        write_duration(out, {-999'999'999, 0, 1});
    }
    constexpr std::string_view once =
        "2024-01-0203:04:05.000006+02:002024-01-02T03:04:05.000006+02:00-P2739726Y8DT23H59M59.999999S";
    ASSERT_EQ(out.size(), 1000 * once.size());
    EXPECT_TRUE(out.view().starts_with(once));
    EXPECT_TRUE(out.view().ends_with(once));
}

TEST(DurationInWords, NamesWhatIsNotZero) {
    for (const auto& [duration, text] : std::initializer_list<std::pair<Duration, std::string_view>>{
             {{0, 0, 0}, "0 seconds"},
             {{1, 0, 0}, "1 day"},
             {{400, 0, 0}, "400 days"},
             {{-1, 86'399, 999'999},
              "-1 days and 23 hours and 59 minutes and 59 seconds and 999999 microseconds"},
             {{0, 3'661, 1}, "1 hour and 1 minute and 1 second and 1 microsecond"},
         }) {
        ByteBuffer out;
        write_duration_in_words(out, duration);
        EXPECT_EQ(out.view(), text);
    }
}

}  // namespace

}  // namespace fasterapi::time
