#include "http/header_field.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace fasterapi::http {
namespace {

TEST(HeaderField, NamesCompareWithoutCase) {
    EXPECT_TRUE(equals_ignoring_case("Content-Type", "cONTENT-tYPE"));
    EXPECT_TRUE(equals_ignoring_case("", ""));
    EXPECT_FALSE(equals_ignoring_case("a", "ab"));
    EXPECT_FALSE(equals_ignoring_case("ab", "a"));
    EXPECT_FALSE(equals_ignoring_case("[", "{"));  // letters alone are folded
    EXPECT_FALSE(equals_ignoring_case("\xc3\x89", "\xc3\xa9"));
}

TEST(HeaderField, TokensAreNeverEmpty) {
    for (const std::string_view text : {"a", "GET", "x-y_z", "!#$%&'*+-.^_`|~09azAZ"}) {
        EXPECT_TRUE(is_token(text)) << text;
    }
    for (const std::string_view text :
         {"", " ", "a b", "a:", "a\t", "a\r", "(", "a/b", "\"", "{", "\xc3\xa9", "\x7f"}) {
        EXPECT_FALSE(is_token(text)) << text;
    }
    EXPECT_FALSE(is_token(std::string_view("a\0", 2)));
}

TEST(HeaderField, ValuesCannotSplitAResponse) {
    for (const std::string_view text : {"", "a", "a b", "a\tb", "caf\xc3\xa9", "\xff", "\"x\", y; z=1"}) {
        EXPECT_TRUE(is_field_value(text)) << text;
    }
    for (const std::string_view text :
         {" a", "a ", "\ta", "a\t", " ", "a\rb", "a\nb", "a\r\nset-cookie: b", "\x7f", "\x1b"}) {
        EXPECT_FALSE(is_field_value(text)) << text;
    }
    EXPECT_FALSE(is_field_value(std::string_view("a\0b", 3)));
}

std::string value_of(std::size_t i) {
    return "value " + std::to_string(i);
}

TEST(HeaderFields, KeepTheirOrderInPlaceAndOnTheHeap) {
    std::string text = "name";
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < 100; ++i) {
        text += value_of(i);
        ends.push_back(text.size());
    }
    HeaderFields fields;
    EXPECT_EQ(fields.size(), 0u);
    EXPECT_EQ(fields.find("name"), nullptr);
    for (int round = 0; round < 2; ++round) {
        std::size_t begin = 4;
        for (const std::size_t end : ends) {
            fields.append(
                {std::string_view(text).substr(0, 4), std::string_view(text).substr(begin, end - begin)});
            begin = end;
        }
        const std::string moved(text.begin(), text.end());
        fields.rebase(text.data(), moved.data());
        ASSERT_EQ(fields.size(), 100u);
        EXPECT_EQ(fields.all().size(), 100u);
        std::size_t i = 0;
        for (const HeaderField& field : fields) {
            EXPECT_EQ(field.name.data(), moved.data());
            EXPECT_EQ(field.value, value_of(i++));
        }
        EXPECT_EQ(fields.find("NAME"), fields.begin());
        EXPECT_EQ(fields.find("nam"), nullptr);
        fields.clear();
        EXPECT_EQ(fields.begin(), fields.end());
    }
}

}  // namespace
}  // namespace fasterapi::http
