#include <gtest/gtest.h>

#include <initializer_list>

#include "time/parse.h"
#include "time/testing.h"

namespace fasterapi::time {

namespace {

void expect_dates(std::initializer_list<Case> cases) {
    for (const auto& [text, outcome] : cases) {
        EXPECT_EQ(outcome_of(parse_date(text)), outcome) << text;
    }
}

void expect_datetimes(std::initializer_list<Case> cases) {
    for (const auto& [text, outcome] : cases) {
        EXPECT_EQ(outcome_of(parse_datetime(text)), outcome) << text;
    }
}

TEST(ParseDate, GivesTheParts) {
    EXPECT_EQ(parse_date("2024-03-02").to_optional(), (Date{2024, 3, 2}));
}

TEST(ParseDate, FollowsTheGregorianCalendar) {
    expect_dates({
        {"0001-01-01", "0001-01-01"},
        {"9999-12-31", "9999-12-31"},
        {"2000-02-29", "2000-02-29"},
        {"2024-02-29", "2024-02-29"},
        {"1900-02-29", "day value is outside expected range"},
        {"2023-02-29", "day value is outside expected range"},
        {"2024-04-31", "day value is outside expected range"},
        {"2024-01-00", "day value is outside expected range"},
        {"2024-00-01", "month value is outside expected range of 1-12"},
        {"2024-13-00", "month value is outside expected range of 1-12"},
        {"0000-01-01", "year 0 is out of range"},
        {"0000-13-01", "month value is outside expected range of 1-12"},
    });
}

TEST(ParseDate, SaysWhatIsWrong) {
    expect_dates({
        {"", "input is too short"},
        {"2024-1-2", "input is too short"},
        {"x024-01-01", "invalid character in year"},
        {"  2024-01-01", "invalid character in year"},
        {"2024x01-01", "invalid date separator, expected `-`"},
        {"2024-01x01", "invalid date separator, expected `-`"},
        {"2024-x1-01", "invalid character in month"},
        {"2024-01-x1", "invalid character in day"},
        {"2024-01-01x", "invalid datetime separator, expected `T`, `t`, `_` or space"},
        {"2024-01-01 ", "input is too short"},
        {"2024-01-01T24:00", "hour value is outside expected range of 0-23"},
        {"2024-01-01T00:00x", "invalid timezone sign"},
    });
}

TEST(ParseDate, TakesWhatIsAtMidnight) {
    expect_dates({
        {"2024-01-01T00:00", "2024-01-01"},
        {"2024-01-01 00:00:00.0000009+05:00", "2024-01-01"},
        {"2024-01-01T00:00:01", "not exact"},
        {"2024-01-01T00:00:00.000001", "not exact"},
        {"0000-01-01T00:00", "year 0 is out of range"},
        {"0000-01-01T00:01", "not exact"},
        {"0", "1970-01-01"},
        {"-86400", "1969-12-31"},
        {"1704067200", "2024-01-01"},
        {"1704067200.0", "2024-01-01"},
        {"1704067200000", "2024-01-01"},
        {"1704067201", "not exact"},
        {"2024", "not exact"},
        {"20240101", "not exact"},
        {"999999999999999", "dates after 9999 are not supported as unix timestamps"},
        {"-62167219200001", "dates before 0000 are not supported as unix timestamps"},
        {"1.5e400", "dates after 9999 are not supported as unix timestamps"},
        {"9999999999999999999", "invalid date separator, expected `-`"},
    });
}

TEST(ParseDateTime, GivesTheParts) {
    EXPECT_EQ(parse_datetime("2024-03-02T12:34:56.7Z").to_optional(),
              (DateTime{{2024, 3, 2}, {12, 34, 56, 700'000, 0}}));
}

TEST(ParseDateTime, TakesFourSeparators) {
    expect_datetimes({
        {"2024-01-02T03:04", "2024-01-02T03:04:00"},
        {"2024-01-02t03:04:05", "2024-01-02T03:04:05"},
        {"2024-01-02_03:04:05.6z", "2024-01-02T03:04:05.600000Z"},
        {"2024-01-02 03:04-0530", "2024-01-02T03:04:00-05:30"},
        {"2024-01-02", "2024-01-02T00:00:00"},
        {"0001-01-01T00:00+23:59", "0001-01-01T00:00:00+23:59"},
        {"9999-12-31T23:59-23:59", "9999-12-31T23:59:00-23:59"},
        {"0000-01-01T00:01", "year 0 is out of range"},
        {"0000-01-01", "year 0 is out of range"},
    });
}

TEST(ParseDateTime, ErrorsAreThoseOfADate) {
    expect_datetimes({
        {"", "input is too short"},
        {"2024-01-01T", "unexpected extra characters at the end of the input"},
        {"2024-01-01x00:00", "unexpected extra characters at the end of the input"},
        {"2024-01-01T24:00", "unexpected extra characters at the end of the input"},
        {"2024-02-30T00:00", "day value is outside expected range"},
        {"-2024-01-01", "invalid character in year"},
        {"1e3", "input is too short"},
        {"nan", "input is too short"},
        {"999999999999999", "dates after 9999 are not supported as unix timestamps"},
        {"-9223372036854775808", "dates before 0000 are not supported as unix timestamps"},
        {"1.5e400", "input is too short"},
        {"9223372036854775.0", "invalid date separator, expected `-`"},
    });
}

TEST(ParseDateTime, TimestampsAreInUtc) {
    expect_datetimes({
        {"1704067200", "2024-01-01T00:00:00Z"},
        {"1704067200.5", "2024-01-01T00:00:00.500000Z"},
        {"-62135596800000", "0001-01-01T00:00:00Z"},
        {"-62135596800001", "year 0 is out of range"},
    });
}

TEST(ParseStrictDate, IsADateAloneOrAnExactTimestamp) {
    for (const auto& [text, outcome] : std::initializer_list<Case>{
             {"2024-01-02", "2024-01-02"},
             {"+0", "1970-01-01"},
             {"-86400", "1969-12-31"},
             {"1", "Timestamp is not an exact date"},
             {"0.0", "input is too short"},
             {"2024-01-02T00:00", "unexpected extra characters at the end of the input"},
             {"2024-13-02", "month value is outside expected range of 1-12"},
             {"0000-01-01", "year 0 is out of range"},
             {"-62167219200000", "year 0 is out of range"},
             {"99999999999999999", "dates after 9999 are not supported as unix timestamps"},
         }) {
        EXPECT_EQ(outcome_of(parse_strict_date(text)), outcome) << text;
    }
}

TEST(ParseStrictDateTime, IsNoDateAlone) {
    for (const auto& [text, outcome] : std::initializer_list<Case>{
             {"2024-01-02 00:00", "2024-01-02T00:00:00"},
             {"1.5", "1970-01-01T00:00:01.500000Z"},
             {"2024-01-02", "invalid datetime separator, expected `T`, `t`, `_` or space"},
             {"2024-01-02T24:00", "hour value is outside expected range of 0-23"},
             {"0000-01-01T00:00", "year 0 is out of range"},
         }) {
        EXPECT_EQ(outcome_of(parse_strict_datetime(text)), outcome) << text;
    }
}

}  // namespace

}  // namespace fasterapi::time
