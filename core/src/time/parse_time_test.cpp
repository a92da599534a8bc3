#include <gtest/gtest.h>

#include <initializer_list>

#include "time/parse.h"
#include "time/testing.h"

namespace fasterapi::time {

namespace {

TEST(ParseTime, GivesTheParts) {
    EXPECT_EQ(parse_time("12:34").to_optional(), (Time{12, 34, 0, 0, {}}));
    EXPECT_EQ(parse_time("12:34:56.000789-01:30").to_optional(), (Time{12, 34, 56, 789, -5400}));
}

void expect_outcomes(std::initializer_list<Case> cases) {
    for (const auto& [text, outcome] : cases) {
        EXPECT_EQ(outcome_of(parse_time(text)), outcome) << text;
    }
}

TEST(ParseTime, TakesHoursMinutesAndSeconds) {
    expect_outcomes({
        {"00:00", "00:00:00"},
        {"23:59:59", "23:59:59"},
        {"", "input is too short"},
        {"12", "input is too short"},
        {"12:3", "input is too short"},
        {"1:00", "input is too short"},
        {"x2:30", "invalid character in hour"},
        {"1\xc3\xa9:30", "invalid character in hour"},
        {"12x30", "invalid time separator, expected `:`"},
        {"123:00", "invalid time separator, expected `:`"},
        {"12:x0", "invalid character in minute"},
        {"24:0x", "invalid character in minute"},
        {"24:60", "hour value is outside expected range of 0-23"},
        {"23:60", "minute value is outside expected range of 0-59"},
        {"12:30:", "invalid character in second"},
        {"12:30:4", "invalid character in second"},
        {"12:30:1x", "invalid character in second"},
        {"23:59:60", "second value is outside expected range of 0-59"},
    });
}

TEST(ParseTime, TruncatesAfterMicroseconds) {
    expect_outcomes({
        {"12:30:45.1", "12:30:45.100000"},
        {"12:30:45,1", "12:30:45.100000"},
        {"12:30:45.000001", "12:30:45.000001"},
        {"12:30:45.123456", "12:30:45.123456"},
        {"12:30:45.1234567", "12:30:45.123456"},
        {"12:30:45.9999999999999999999999999999999999999", "12:30:45.999999"},
        {"12:30:45.", "second fraction digits missing after `.`"},
        {"12:30:45.x", "second fraction digits missing after `.`"},
        {"12:30.5", "invalid timezone sign"},
        {"12:30:45.1234567x", "invalid timezone sign"},
        {"12:30:45.5.5", "invalid timezone sign"},
    });
}

TEST(ParseTime, TakesAnOffset) {
    expect_outcomes({
        {"12:30Z", "12:30:00Z"},
        {"12:30z", "12:30:00Z"},
        {"12:30:45.1Z", "12:30:45.100000Z"},
        {"12:30+00:00", "12:30:00Z"},
        {"12:30-00:00", "12:30:00Z"},
        {"12:30+01:00", "12:30:00+01:00"},
        {"12:30-0130", "12:30:00-01:30"},
        {"12:30\xe2\x88\x92"
         "01:00",
         "12:30:00-01:00"},
        {"12:30+23:59", "12:30:00+23:59"},
        {"12:30 Z", "invalid timezone sign"},
        {"12:30\xe2\x88\x93"
         "01:00",
         "invalid timezone sign"},
        {"12:30+", "invalid timezone hour"},
        {"12:30+2", "invalid timezone hour"},
        {"12:30+-1:00", "invalid timezone hour"},
        {"12:30+01", "invalid timezone minute"},
        {"12:30+01:", "invalid timezone minute"},
        {"12:30+01:0", "invalid timezone minute"},
        {"12:30+01x00", "invalid timezone minute"},
        {"12:30+24:60", "timezone minute value is outside expected range of 0-59"},
        {"12:30+24:00", "timezone offset must be less than 24 hours"},
        {"12:30-24:00", "timezone offset must be less than 24 hours"},
        {"12:30+01:000", "unexpected extra characters at the end of the input"},
        {"12:30ZZ", "unexpected extra characters at the end of the input"},
    });
}

TEST(ParseTime, NumbersAreNoTimes) {
    expect_outcomes({
        {"0", "input is too short"},
        {"-1", "input is too short"},
        {"86399", "invalid time separator, expected `:`"},
        {"3600.5", "invalid time separator, expected `:`"},
    });
}

}  // namespace

}  // namespace fasterapi::time
