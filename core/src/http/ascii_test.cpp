#include "http/ascii.h"

#include <gtest/gtest.h>

#include <string>

namespace fasterapi::http {
namespace {

std::string members(CharClass wanted) {
    std::string found;
    for (int c = 0; c < 256; ++c) {
        if (is(wanted, static_cast<char>(c))) {
            found += static_cast<char>(c);
        }
    }
    return found;
}

std::string range(int first, int last) {
    std::string found;
    for (int c = first; c <= last; ++c) {
        found += static_cast<char>(c);
    }
    return found;
}

TEST(Ascii, ClassesAreThoseOfTheGrammars) {
    EXPECT_EQ(members(token_char),
              "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~");
    EXPECT_EQ(members(digit_char), "0123456789");
    EXPECT_EQ(members(hex_char), "0123456789ABCDEFabcdef");
    EXPECT_EQ(members(reg_name_char),
              "!$&'()*+,-.0123456789;=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~");
    EXPECT_EQ(members(target_char), range(0x21, 0x22) + range(0x24, 0x7e));
    EXPECT_EQ(members(control_char), range(0x00, 0x08) + range(0x0a, 0x1f) + "\x7f");
}

TEST(Ascii, HexValues) {
    unsigned value = 0;
    for (const char c : std::string("0123456789abcdef")) {
        EXPECT_EQ(hex_value(c), value++);
    }
    EXPECT_EQ(hex_value('A'), 10u);
    EXPECT_EQ(hex_value('F'), 15u);
}

TEST(Ascii, FoldsLettersAlone) {
    for (int c = 0; c < 256; ++c) {
        const char folded = to_lower(static_cast<char>(c));
        EXPECT_EQ(folded, static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c));
    }
    EXPECT_TRUE(is_lower_case_of("keep-alive", "Keep-ALIVE"));
    EXPECT_FALSE(is_lower_case_of("keep-alive", "keep-alive "));
    EXPECT_FALSE(is_lower_case_of("keep-alive", "keep\ralive"));  // "-" but for one bit
}

TEST(Ascii, TrimTakesSpacesAndTabsFromBothEnds) {
    EXPECT_EQ(trim(" \t a\t b \t"), "a\t b");
    EXPECT_EQ(trim(" \t "), "");
    EXPECT_EQ(trim(""), "");
    EXPECT_EQ(trim("\ra\n"), "\ra\n");
}

}  // namespace
}  // namespace fasterapi::http
