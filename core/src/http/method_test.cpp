#include "http/method.h"

#include <gtest/gtest.h>

#include <string>

namespace fasterapi::http {
namespace {

TEST(Method, EveryNameIsItsMethod) {
    for (int i = 0; i < static_cast<int>(Method::other); ++i) {
        const auto method = static_cast<Method>(i);
        const std::string name(name_of(method));
        ASSERT_FALSE(name.empty());
        EXPECT_EQ(method_from(name), method);
        EXPECT_EQ(method_from(name + "S"), Method::other);
        EXPECT_EQ(method_from(name.substr(0, name.size() - 1)), Method::other);
        EXPECT_EQ(method_from(name.substr(0, 1) + std::string(name.size() - 1, 'X')), Method::other);
    }
    EXPECT_EQ(name_of(Method::other), "");
}

TEST(Method, CaseMatters) {
    for (const std::string_view token : {"", "get", "Get", "GETS", "PROPFIND", "G"}) {
        EXPECT_EQ(method_from(token), Method::other) << token;
    }
    EXPECT_EQ(method_from("DELETE"), Method::delete_);
    EXPECT_EQ(method_from("OPTIONS"), Method::options);
}

TEST(Method, SafeMethodsChangeNothing) {
    for (const Method method : {Method::get, Method::head, Method::options, Method::trace}) {
        EXPECT_TRUE(is_safe(method));
    }
    for (const Method method :
         {Method::post, Method::put, Method::delete_, Method::connect, Method::patch, Method::other}) {
        EXPECT_FALSE(is_safe(method));
    }
}

}  // namespace
}  // namespace fasterapi::http
