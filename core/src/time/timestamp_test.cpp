#include "time/timestamp.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "time/testing.h"

namespace fasterapi::time {

namespace {

std::string moment_of(std::string_view text) {
    const auto moment = parse_timestamp(text);
    return moment ? outcome_of(*moment) : "none";
}

void expect_moments(std::initializer_list<Case> cases) {
    for (const auto& [text, outcome] : cases) {
        EXPECT_EQ(moment_of(text), outcome) << text;
    }
}

TEST(Timestamp, IsInSecondsUpTo2e10) {
    expect_moments({
        {"0", "1970-01-01T00:00:00Z"},
        {"-0", "1970-01-01T00:00:00Z"},
        {"00", "1970-01-01T00:00:00Z"},
        {"+86400", "1970-01-02T00:00:00Z"},
        {"-1", "1969-12-31T23:59:59Z"},
        {"20000000000", "2603-10-11T11:33:20Z"},
        {"20000000000.0", "2603-10-11T11:33:20Z"},
        {"-20000000000", "1336-03-23T12:26:40Z"},
    });
}

TEST(Timestamp, IsInMillisecondsBeyond) {
    expect_moments({
        {"20000000001", "1970-08-20T11:33:20.001000Z"},
        {"-20000000001", "1969-05-14T12:26:39.999000Z"},
        {"20000000000.5", "1970-08-20T11:33:20.000500Z"},
        {"-20000000000.5", "1969-05-14T12:26:39.999500Z"},
        {"20000000000.00001", "1970-08-20T11:33:20Z"},
        {"1704067200123.4567", "2024-01-01T00:00:00.123457Z"},
        {"253402300799999", "9999-12-31T23:59:59.999000Z"},
        {"253402300800000", "dates after 9999 are not supported as unix timestamps"},
        {"253402300799999.97", "9999-12-31T23:59:59.999969Z"},
        {"-62167219200000", "0000-01-01T00:00:00Z"},
        {"-62167219200001", "dates before 0000 are not supported as unix timestamps"},
        {"-62167219200000.5", "dates before 0000 are not supported as unix timestamps"},
        {"9223372036854775807", "dates after 9999 are not supported as unix timestamps"},
        {"-9223372036854775808", "dates before 0000 are not supported as unix timestamps"},
    });
}

TEST(Timestamp, IsRoundedToTheMicrosecond) {
    expect_moments({
        {"0.000001", "1970-01-01T00:00:00.000001Z"},
        {"1.1234567", "1970-01-01T00:00:01.123457Z"},
        {"-1.1234567", "1969-12-31T23:59:58.876543Z"},
        {"0.9999999", "1970-01-01T00:00:01Z"},
        {"-0.0000004", "1970-01-01T00:00:00Z"},
        {"1704067199.9999999", "2024-01-01T00:00:00Z"},
        {"62135596800000.8", "3939-01-01T00:00:00.000797Z"},
    });
}

TEST(Timestamp, MayHaveAnExponentWithAPoint) {
    expect_moments({
        {".5", "1970-01-01T00:00:00.500000Z"},
        {"-.5", "1969-12-31T23:59:59.500000Z"},
        {"+5.", "1970-01-01T00:00:05Z"},
        {"1.5e3", "1970-01-01T00:25:00Z"},
        {"1.E+3", "1970-01-01T00:16:40Z"},
        {"1.5e400", "dates after 9999 are not supported as unix timestamps"},
        {"1.5e+400", "dates after 9999 are not supported as unix timestamps"},
        {"-1.5e400", "dates before 0000 are not supported as unix timestamps"},
        {"1.5e-400", "1970-01-01T00:00:00Z"},
        {"1.5e99999999999999999999", "dates after 9999 are not supported as unix timestamps"},
        {"1.5e-99999999999999999999", "1970-01-01T00:00:00Z"},
        {"0.0e999", "1970-01-01T00:00:00Z"},
    });
    // The exponent is not all that makes a number large or small.
    const std::string zeros(400, '0');
    EXPECT_EQ(moment_of("1" + zeros + ".e-398"), "1970-01-01T00:01:40Z");
    EXPECT_EQ(moment_of("1" + zeros + ".e-10"), "dates after 9999 are not supported as unix timestamps");
    EXPECT_EQ(moment_of("0." + zeros + "1e403"), "1970-01-01T00:01:40Z");
    EXPECT_EQ(moment_of("0." + zeros + "1e10"), "1970-01-01T00:00:00Z");
}

TEST(Timestamp, IsADecimalNumber) {
    for (const std::string_view text :
         {"",      "+",     "-",      ".",    "-.",   "+-1",          "-+1",
          "--1",   "+-1.5", " 1",     "1 ",   "1_0",  "1e3",          "0x10",
          "0x1.8", "1.5e",  "1.5e1.", ".e5",  "1..5", "1.5.5",        "nan",
          "inf",   "inf.",  "nan.",   "-inf", "1,5",  "\xef\xbc\x91", "9223372036854775808"}) {
        EXPECT_FALSE(parse_timestamp(text)) << text;
    }
    EXPECT_FALSE(parse_integer_timestamp("1.0"));
    EXPECT_TRUE(parse_integer_timestamp("1"));
}

}  // namespace

}  // namespace fasterapi::time
