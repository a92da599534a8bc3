#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "time/parse.h"
#include "time/testing.h"

namespace fasterapi::time {

namespace {

void expect_outcomes(std::initializer_list<Case> cases) {
    for (const auto& [text, outcome] : cases) {
        EXPECT_EQ(outcome_of(parse_duration(text)), outcome) << text;
    }
}

constexpr std::string_view too_short = "input is too short";
constexpr std::string_view bad_days = "\"day\" identifier in duration not correctly formatted";
constexpr std::string_view bad_number = "invalid digit in duration";
constexpr std::string_view too_many_hours = "durations may not exceed 999,999,999 hours";
constexpr std::string_view too_many_days = "durations may not exceed 999,999,999 days";
constexpr std::string_view too_large = "a numeric value in the duration is too large";
constexpr std::string_view extra_characters = "unexpected extra characters at the end of the input";

TEST(ParseDuration, OnlyDaysAreNegative) {
    EXPECT_EQ(parse_duration("P1DT2.5S").to_optional(), (Duration{1, 2, 500'000}));
    EXPECT_EQ(parse_duration("-P1DT2.5S").to_optional(), (Duration{-2, 86'397, 500'000}));
    EXPECT_EQ(parse_duration("-PT0.000001S").to_optional(), (Duration{-1, 86'399, 999'999}));
    EXPECT_EQ(parse_duration("-PT0S").to_optional(), Duration{});
    EXPECT_EQ(parse_duration("-P1D").to_optional(), (Duration{-1, 0, 0}));
}

TEST(ParseDuration, FollowsIso8601) {
    expect_outcomes({
        {"P1Y", "P1Y"},
        {"P1M", "P30D"},
        {"P2W", "P14D"},
        {"P1Y1M1W1DT1H1M1S", "P1Y38DT1H1M1S"},
        {"PT1M", "PT1M"},
        {"+P1D", "P1D"},
        {"P1DT", "P1D"},
        {"P1D1D", "P2D"},
        {"PT1S1H", "PT1H1S"},
        {"PT86400S", "P1D"},
        {"P", too_short},
        {"-P", too_short},
        {"PT", too_short},
        {"-PT", too_short},
        {"PD", bad_number},
        {"P 1D", bad_number},
        {"P-1D", bad_number},
        {"P1DT2Hx", bad_number},
        {"p1d", bad_number},
        {"P1", "quantity invalid in date part of duration"},
        {"P1d", "quantity invalid in date part of duration"},
        {"P1H", "quantity invalid in date part of duration"},
        {"P1T", "quantity invalid in date part of duration"},
        {"PT1", "quantity invalid in time part of duration"},
        {"PT1D", "quantity invalid in time part of duration"},
        {"PTT", "`t` character repeated in duration"},
        {"P1DTT", "`t` character repeated in duration"},
    });
}

TEST(ParseDuration, TheLastQuantityMayHaveAFraction) {
    expect_outcomes({
        {"PT4.5S", "PT4.5S"},
        {"PT4,5S", "PT4.5S"},
        {"PT1.S", "PT1S"},
        {"P1.5D", "P1DT12H"},
        {"P1.5W", "P10DT12H"},
        {"P1.123W", "P7DT20H39M50.4S"},
        {"P1.99Y", "P1Y361DT8H24M"},
        {"P1.5DT", "P1DT12H"},
        {"PT1.5H", "PT1H30M"},
        {"PT0.1234567S", "PT0.123457S"},
        {"PT1.9999999S", "PT2S"},
        {"PT0.99999999999999999999H", "PT1H"},
        {"P0.1234567890123456789D", "PT2H57M46.666571S"},
        {"P.5D", bad_number},
        {"P1..5D", "quantity invalid in date part of duration"},
        {"PT1.5H1M", "quantity fraction invalid in duration"},
        {"P1.5DT1H", "quantity fraction invalid in duration"},
    });
    // Above 308 digits, a double of them is infinite.
    EXPECT_EQ(outcome_of(parse_duration("P0." + std::string(308, '1') + "D")), "PT2H40M");
    EXPECT_EQ(outcome_of(parse_duration("P0." + std::string(310, '1') + "D")), "PT0S");
}

TEST(ParseDuration, TakesDaysAndATime) {
    expect_outcomes({
        {"1 day", "P1D"},
        {"1d", "P1D"},
        {"2days", "P2D"},
        {"2 Days", "P2D"},
        {"2 DAYS", "P2D"},
        {"1 days,", "P1D"},
        {"1 day, 01:02:03", "P1DT1H2M3S"},
        {"1 day,1:02:03.5", "P1DT1H2M3.5S"},
        {"1d01:02", "P1DT1H2M"},
        {"-1 day, 01:02:03", "-P1DT1H2M3S"},
        {"1 d 23:59:59.999999", "P1DT23H59M59.999999S"},
        {"d", bad_number},
        {"- 1 day", bad_number},
        {"1  day", bad_days},
        {"1 da", bad_days},
        {"1 daY", bad_days},
        {"1 week d", bad_days},
        {"1 dayS", too_short},
        {"1 day, x", too_short},
        {"1 day  01:00", "invalid character in hour"},
        {"1 day, 01:60", "minute value is outside expected range of 0-59"},
        {"1 day 01:02:03Z", extra_characters},
        {"1 day 24:00", too_many_hours},
        {"1 day 24:00x", extra_characters},
    });
}

TEST(ParseDuration, TakesHoursMinutesAndSeconds) {
    expect_outcomes({
        {"01:02", "PT1H2M"},
        {"01:02:03.5", "PT1H2M3.5S"},
        {"-01:02:03", "-PT1H2M3S"},
        {"1:02:03", "PT1H2M3S"},
        {":02:03", "PT2M3S"},
        {"100:00", "P4DT4H"},
        {"2400000000:00", "P273972Y220D"},
        {"2400000001:00", too_many_hours},
        {"00000000001:00", too_many_hours},
        {"1:00", bad_days},
        {"1000", bad_days},
        {"10000", "invalid character in hour"},
        {"1x:00:00", "invalid character in hour"},
        {"1 week", "invalid character in hour"},
        {"1000:", too_short},
        {"100:0", too_short},
        {"1:2:3", "invalid character in minute"},
        {"01:60", "minute value is outside expected range of 0-59"},
        {"01:02:0", "invalid character in second"},
        {"01:02:60", "second value is outside expected range of 0-59"},
        {"01:02:03.", "second fraction digits missing after `.`"},
        {"01:02:03x", extra_characters},
        {"01:02:03.12345x", extra_characters},
        {"01:02:03.123456x", "PT1H2M3.123456S"},
    });
}

TEST(ParseDuration, NumbersAreNoDurations) {
    expect_outcomes({
        {"", too_short},
        {"-", too_short},
        {"1", bad_days},
        {"1.5", bad_days},
        {".5", bad_number},
        {"nan", bad_number},
        {"\xe2\x88\x92"
         "1 day",
         bad_number},
    });
}

TEST(ParseDuration, ReachesAsFarAsATimedelta) {
    expect_outcomes({
        {"P999999999DT86399.999999S", "P2739726Y9DT23H59M59.999999S"},
        {"P999999999DT24H", too_many_days},
        {"1000000000 days", too_many_days},
        {"-P999999999D", "-P2739726Y9D"},
        {"-P999999999DT0.000001S", too_many_days},
        {"PT4294967295.9S", "P136Y70DT6H28M15.9S"},
        {"PT4294967296S", too_large},
        {"PT71582789M", too_large},
        {"PT1193046H1000000M", too_large},
        {"P4294967295D", too_many_days},
        {"P4294967295DT24H", too_large},
        {"P99999999999999999999D", too_large},
        {"4294967296 days", too_large},
    });
}

}  // namespace

}  // namespace fasterapi::time
