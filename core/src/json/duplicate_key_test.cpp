#include "json/duplicate_key.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace fasterapi::json {

namespace {

struct Case {
    std::string text;
    std::optional<std::size_t> found;
};

TEST(DuplicateKey, IsFoundByWhatItSays) {
    for (const auto& [text, found] : std::initializer_list<Case>{
             {R"({"a":1,"b":2})", {}},
             {R"({"a":1,"a":1})", 7},
             {R"({"a":1 , "a":1})", 9},
             {R"({"a":1,"A":2})", {}},
             {R"({"a":1,"\u0061":2})", 7},
             {R"({"\u0061":1,"a":2})", 12},
             {R"({"":1,"":2})", 6},
             {R"({"é":1,"\u00e9":2})", 8},
             {R"({"a":{"a":1},"b":{"a":1}})", {}},
             {R"([{"a":1},{"a":1}])", {}},
             {R"([{"a":[{"x":1,"x":2}],"a":1}])", 14},
             {R"({"a":"\"a\":","b":1,"b":2})", 20},
             {R"({"a":1,"b":2,"a":3,"b":4})", 13},
             {R"("a")", {}},
             {R"([])", {}},
         }) {
        SCOPED_TRACE(text);
        EXPECT_EQ(find_duplicate_key(text), found);
    }
}

TEST(DuplicateKey, IsNotTheMistakeOfWhatIsNoJson) {
    for (const char* text :
         {"", "{", R"({"a":1,"a":2)", R"({"a":1,"a":})", R"({"a":1,"a":2}x)", R"([{"a":1,"a")"}) {
        SCOPED_TRACE(text);
        EXPECT_EQ(find_duplicate_key(text), std::nullopt);
    }
    EXPECT_EQ(find_duplicate_key(std::string(10'000, '[')), std::nullopt);
}

}  // namespace

}  // namespace fasterapi::json
