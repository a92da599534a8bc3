#include "base/base64.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace fasterapi {

namespace {

using namespace std::literals;

struct Pair {
    std::string_view bytes;
    std::string_view text;
};

TEST(Base64, FollowsRfc4648) {
    for (const auto& [bytes, text] : std::initializer_list<Pair>{
             {"", ""},
             {"f", "Zg=="},
             {"fo", "Zm8="},
             {"foo", "Zm9v"},
             {"foob", "Zm9vYg=="},
             {"fooba", "Zm9vYmE="},
             {"foobar", "Zm9vYmFy"},
             {"\xff\xef\xfb\0"sv, "_-_7AA=="},
         }) {
        SCOPED_TRACE(text);
        EXPECT_EQ(encode_base64(bytes), text);
        std::string decoded;
        EXPECT_FALSE(decode_base64(text, decoded));
        EXPECT_EQ(decoded, bytes);
    }
}

TEST(Base64, TakesTheStandardAlphabetAndNoPadding) {
    for (const auto& [bytes, text] :
         std::initializer_list<Pair>{{"\xfb\xff", "+/8"}, {"\xff\xef", "_-8="}, {"f", "Zg"}, {"f", "Zg="}}) {
        SCOPED_TRACE(text);
        std::string decoded;
        EXPECT_FALSE(decode_base64(text, decoded));
        EXPECT_EQ(decoded, bytes);
    }
}

struct Bad {
    std::string_view text;
    Base64Error::Of what;
    std::size_t at;
};

TEST(Base64, TellsWhatIsWrongAndWhere) {
    using Of = Base64Error::Of;
    for (const auto& [text, what, at] : std::initializer_list<Bad>{
             {"a", Of::length, 1},
             {"abcde", Of::length, 5},
             {"=", Of::symbol, 0},
             {"a=", Of::symbol, 1},
             {"ab=c", Of::symbol, 2},
             {"Zg==Zg==", Of::symbol, 2},
             {"abc\n", Of::symbol, 3},
             {"a.cde\n", Of::symbol, 1},
             {"a.cd\n", Of::symbol, 4},
             {"_+8", Of::symbol, 0},
             {"Zh==", Of::last_symbol, 1},
             {"Zm9vYmF", Of::last_symbol, 6},
         }) {
        SCOPED_TRACE(text);
        std::string decoded;
        const auto error = decode_base64(text, decoded);
        ASSERT_TRUE(error);
        EXPECT_EQ(error->what, what);
        EXPECT_EQ(error->at, at);
    }
}

}  // namespace

}  // namespace fasterapi
