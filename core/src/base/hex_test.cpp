#include "base/hex.h"

#include <gtest/gtest.h>

namespace fasterapi {

namespace {

using namespace std::literals;

TEST(Hex, GoesBothWays) {
    EXPECT_EQ(encode_hex("\0\x7f\xff"sv), "007fff");
    std::string decoded;
    EXPECT_FALSE(decode_hex("007fFfaB", decoded));
    EXPECT_EQ(decoded, "\0\x7f\xff\xab"sv);
}

TEST(Hex, TellsTheFirstThatIsNoDigit) {
    std::string decoded;
    EXPECT_EQ(decode_hex("0g", decoded), 1U);
    EXPECT_EQ(decode_hex("00/0", decoded), 2U);
    EXPECT_EQ(decode_hex("00:\xc3", decoded), 2U);
    EXPECT_EQ(decode_hex("@`", decoded), 0U);
}

}  // namespace

}  // namespace fasterapi
