#include "base/utf8.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <initializer_list>
#include <string>

namespace fasterapi {

namespace {

using namespace std::literals;

struct Case {
    std::string_view text;
    std::size_t bad_at;
};

TEST(FindBadUtf8, FollowsRfc3629) {
    for (const auto& [text, bad_at] : std::initializer_list<Case>{
             {"", 0},
             {"plain", 5},
             {"a\0b"sv, 3},
             {"na\xc3\xafve", 6},
             {"\xe2\x82\xac", 3},
             {"\xed\x9f\xbf\xee\x80\x80", 6},          // around the surrogates
             {"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", 8},  // the first and the last of four bytes
             {"ab\x80", 2},                            // begins with a continuation
             {"ab\xc3", 2},                            // ends too early
             {"ab\xe2\x82", 2},
             {"ab\xf0\x9f\x98", 2},
             {"ab\xc3\x28", 2},  // no continuation
             {"ab\xe2\x28\xa1", 2},
             {"ab\xe2\x82\x28", 2},
             {"ab\xf0\x9f\x98\x28", 2},
             {"ab\xc0\xaf", 2},  // overlong
             {"ab\xc1\xbf", 2},
             {"ab\xe0\x9f\xbf", 2},
             {"ab\xf0\x8f\xbf\xbf", 2},
             {"ab\xed\xa0\x80", 2},      // a surrogate
             {"ab\xf4\x90\x80\x80", 2},  // above U+10FFFF
             {"ab\xf5\x80\x80\x80", 2},
             {"ab\xff", 2},
         }) {
        SCOPED_TRACE(testing::PrintToString(text));
        EXPECT_EQ(find_bad_utf8(text), bad_at);
        // Eight bytes at a time are looked at where they are ASCII: the same at every place of such a word.
        for (std::size_t before = 1; before < 18; ++before) {
            const std::string moved = std::string(before, 'x') + std::string(text) + "yyyyyyyyyy";
            const std::size_t expected = bad_at < text.size() ? before + bad_at : moved.size();
            // What was cut short is now followed by what is no continuation.
            EXPECT_EQ(find_bad_utf8(moved), expected) << before;
        }
    }
}

std::string encoded(std::uint32_t point) {
    const auto tail = [point](unsigned shift) { return static_cast<char>(0x80 | ((point >> shift) & 0x3f)); };
    if (point < 0x80) return {static_cast<char>(point)};
    if (point < 0x800) return {static_cast<char>(0xc0 | (point >> 6)), tail(0)};
    if (point < 0x10000) return {static_cast<char>(0xe0 | (point >> 12)), tail(6), tail(0)};
    return {static_cast<char>(0xf0 | (point >> 18)), tail(12), tail(6), tail(0)};
}

TEST(FindBadUtf8, KnowsEveryCodePoint) {
    for (std::uint32_t point = 0; point < 0x120000; ++point) {
        const std::string text = encoded(point);
        const bool valid = point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
        ASSERT_EQ(find_bad_utf8(text), valid ? text.size() : 0) << point;
    }
}

}  // namespace

}  // namespace fasterapi
