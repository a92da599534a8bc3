#include "http/cookie.h"

#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace fasterapi::http {

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Case {
    std::string_view field;
    Pairs cookies;
};

TEST(Cookie, IsReadAsBrowsersWriteIt) {
    for (const auto& [field, cookies] : std::initializer_list<Case>{
             {"", {}},
             {"a=1", {{"a", "1"}}},
             {"a=1; b=2", {{"a", "1"}, {"b", "2"}}},
             {"a=1;b=2;", {{"a", "1"}, {"b", "2"}}},
             {"a=1; a=2", {{"a", "1"}, {"a", "2"}}},
             {" a = b c ", {{"a", "b c"}}},
             {"a=b=c", {{"a", "b=c"}}},
             {"alone", {{"", "alone"}}},
             {"=x", {{"", "x"}}},
             {"a=", {{"a", ""}}},
             {"; ;=;", {}},
         }) {
        SCOPED_TRACE(field);
        Pairs read;
        CookieReader reader(field);
        while (const auto cookie = reader.next()) {
            read.emplace_back(cookie->name, cookie->value);
        }
        EXPECT_EQ(read, cookies);
    }
}

TEST(Cookie, IsUnquoted) {
    for (const auto& [value, meant] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"plain", "plain"},
             {"\"", "\""},
             {"\"a b\"", "a b"},
             {"\"a", "\"a"},
             {R"("a\"b")", "a\"b"},
             {R"("\101\054")", "A,"},
             {R"("\400")", "400"},
             {R"("\08")", "08"},
             {R"("\")", "\\"},
         }) {
        SCOPED_TRACE(value);
        std::string storage;
        EXPECT_EQ(unquote_cookie(value, storage), meant);
    }
}

}  // namespace

}  // namespace fasterapi::http
