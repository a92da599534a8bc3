#include "http/form_fields.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace fasterapi::http {

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

Pairs parsed(std::string_view text) {
    FormFields fields;
    EXPECT_TRUE(fields.parse(text, 100));
    Pairs pairs;
    for (const auto& [name, value] : fields.all()) {
        pairs.emplace_back(name, value);
    }
    return pairs;
}

struct Case {
    std::string_view text;
    Pairs pairs;
};

TEST(FormFields, FollowsTheUrlStandard) {
    for (const auto& [text, pairs] : std::initializer_list<Case>{
             {"", {}},
             {"a=1", {{"a", "1"}}},
             {"a=1&b=2&a=3", {{"a", "1"}, {"b", "2"}, {"a", "3"}}},
             {"a", {{"a", ""}}},
             {"a=", {{"a", ""}}},
             {"=1", {{"", "1"}}},
             {"=", {{"", ""}}},
             {"&&a=1&", {{"a", "1"}}},
             {"a=1;b=2", {{"a", "1;b=2"}}},
             {"a=b=c", {{"a", "b=c"}}},
             {"a+b=c+d", {{"a b", "c d"}}},
             {"a%20b=%63%2b%2B", {{"a b", "c++"}}},
             {"a=%zz%4&b=%", {{"a", "%zz%4"}, {"b", "%"}}},
             {"a=%%41%4", {{"a", "%A%4"}}},
             {"%26=%3D", {{"&", "="}}},
             {"n=%00", {{"n", std::string(1, '\0')}}},
             {"a=%ff", {{"a", "\xff"}}},
         }) {
        SCOPED_TRACE(text);
        EXPECT_EQ(parsed(text), pairs);
    }
}

TEST(FormFields, RefusesMoreThanIsAllowed) {
    FormFields fields;
    EXPECT_TRUE(fields.parse("a&b&c", 3));
    EXPECT_FALSE(fields.parse("a&b&c&d", 3));
    EXPECT_TRUE(fields.all().empty());
}

TEST(FormFields, FindsTheLastOfAName) {
    FormFields fields;
    ASSERT_TRUE(fields.parse("a=1&b=2&a=3", 10));
    ASSERT_NE(fields.find_last("a"), nullptr);
    EXPECT_EQ(fields.find_last("a")->value, "3");
    EXPECT_EQ(fields.find_last("c"), nullptr);
}

TEST(FormFields, IsUsedAgain) {
    FormFields fields;
    ASSERT_TRUE(fields.parse("a=%41%41%41&b=%42", 10));
    EXPECT_EQ(fields.find_last("b")->value, "B");
    ASSERT_TRUE(fields.parse("c=%43", 10));
    ASSERT_EQ(fields.all().size(), 1U);
    EXPECT_EQ(fields.all()[0].value, "C");
}

}  // namespace

}  // namespace fasterapi::http
