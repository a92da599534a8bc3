#include "http/percent.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace fasterapi::http {
namespace {

TEST(Percent, EscapesHaveTwoHexadecimalDigits) {
    for (const std::string_view text : {"", "/", "%20", "%2f%2F", "a%00b", "%25zz", "%fF", "100%25"}) {
        EXPECT_TRUE(has_valid_percent_escapes(text)) << text;
    }
    for (const std::string_view text :
         {"%", "%2", "a%", "%zz", "%2g", "%g2", "%%20", "%20%", "% 20", "%-1", "%0x1"}) {
        EXPECT_FALSE(has_valid_percent_escapes(text)) << text;
    }
}

struct Case {
    std::string_view text, decoded;
};

TEST(Percent, DecodesOnce) {
    std::string storage;
    for (auto [text, decoded] : std::initializer_list<Case>{
             {"/a%20b", "/a b"},
             {"%2e%2E/", "../"},
             {"/%2525", "/%25"},
             {"/%252F", "/%2F"},
             {"/a+b%2Bc", "/a+b+c"},
             {"%C3%A9", "\xc3\xa9"},
             {"%fF%80", "\xff\x80"},
             {"%41%42%43", "ABC"},
             {"/x%3Fy%23z", "/x?y#z"},
             {"/%00", std::string_view("/\0", 2)},
         }) {
        SCOPED_TRACE(text);
        EXPECT_EQ(percent_decode(text, storage), decoded);
    }
}

TEST(Percent, DecodesEveryByte) {
    constexpr std::string_view digits = "0123456789abcdefABCDEF";
    std::string storage;
    for (const char high : digits) {
        for (const char low : digits) {
            const std::string text{'%', high, low};
            const std::string_view decoded = percent_decode(text, storage);
            ASSERT_EQ(decoded.size(), 1u);
            EXPECT_EQ(static_cast<unsigned char>(decoded[0]), std::stoul(text.substr(1), nullptr, 16));
        }
    }
}

TEST(Percent, EncodesWhatAPathCannotHold) {
    using namespace std::string_view_literals;
    for (const auto& [path, encoded] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"", ""},
             {"/a-b._~!$&'()*+,;=:@/9", "/a-b._~!$&'()*+,;=:@/9"},
             {"/a b?c#d%", "/a%20b%3Fc%23d%25"},
             {"/\xC3\xA9", "/%C3%A9"},
             {"/\0\r\n"sv, "/%00%0D%0A"},
             {"/[x]", "/%5Bx%5D"},
         }) {
        SCOPED_TRACE(encoded);
        EXPECT_EQ(percent_encode_path(path), encoded);
    }
}

TEST(Percent, TextWithoutEscapesIsNotCopied) {
    std::string storage = "untouched";
    const std::string_view text = "/plain/path+x";
    EXPECT_EQ(percent_decode(text, storage).data(), text.data());
    EXPECT_EQ(storage, "untouched");
}

}  // namespace
}  // namespace fasterapi::http
