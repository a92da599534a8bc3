#include "http/target.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace fasterapi::http {
namespace {

struct Case {
    Method method;
    std::string_view text, raw_path, query, authority;
};

TEST(Target, IsCutByItsForm) {
    for (auto [method, text, raw_path, query, authority] : std::initializer_list<Case>{
             {Method::get, "/", "/", "", ""},
             {Method::get, "/a/b", "/a/b", "", ""},
             {Method::get, "/a?b=c", "/a", "b=c", ""},
             {Method::get, "/a?", "/a", "", ""},
             {Method::get, "/?a?b", "/", "a?b", ""},
             {Method::get, "//a//b", "//a//b", "", ""},  // no authority: paths are not resolved
             {Method::get, "/../a/./b", "/../a/./b", "", ""},
             {Method::get, "/a%2Fb%20", "/a%2Fb%20", "", ""},
             {Method::get, "/?a=%zz&b=%", "/", "a=%zz&b=%", ""},  // a query is not judged
             {Method::get, "/http://b/", "/http://b/", "", ""},
             {Method::get, "/\"<>[]\\^`{|}", "/\"<>[]\\^`{|}", "", ""},  // browsers send some of these
             {Method::post, "/*", "/*", "", ""},
             {Method::options, "/a", "/a", "", ""},
             {Method::options, "*", "*", "", ""},
             {Method::get, "http://example.com/a?b", "/a", "b", "example.com"},
             {Method::get, "HTTPS://[::1]:8000/", "/", "", "[::1]:8000"},
             {Method::get, "http://example.com", "/", "", "example.com"},
             {Method::get, "http://example.com?x=/", "/", "x=/", "example.com"},
             {Method::options, "http://example.com:80", "/", "", "example.com:80"},
             {Method::connect, "example.com:443", "", "", "example.com:443"},
             {Method::connect, "[::1]:443", "", "", "[::1]:443"},
         }) {
        SCOPED_TRACE(text);
        const auto target = parse_target(method, text);
        ASSERT_TRUE(target);
        EXPECT_EQ(target->raw_path, raw_path);
        EXPECT_EQ(target->query, query);
        EXPECT_EQ(target->authority, authority);
    }
}

struct Refusal {
    Method method;
    std::string_view text;
    Error error;
};

TEST(Target, RefusesWhatIsNone) {
    for (auto [method, text, error] : std::initializer_list<Refusal>{
             {Method::get, "", Error::bad_target},
             {Method::get, "a", Error::bad_target},
             {Method::get, "?a", Error::bad_target},
             {Method::get, "*", Error::bad_target},
             {Method::options, "**", Error::bad_target},
             {Method::options, "*?a", Error::bad_target},
             {Method::get, "/a#b", Error::bad_target},
             {Method::get, "/?a#b", Error::bad_target},
             {Method::get, "/a b", Error::bad_target},
             {Method::get, "/a\tb", Error::bad_target},
             {Method::get, "/caf\xc3\xa9", Error::bad_target},
             {Method::get, "/?\x80", Error::bad_target},
             {Method::get, "/\x7f", Error::bad_target},
             {Method::get, "/%", Error::bad_percent_escape},
             {Method::get, "/%2", Error::bad_percent_escape},
             {Method::get, "/a%zz?b", Error::bad_percent_escape},
             {Method::get, "/a%2?0", Error::bad_percent_escape},
             {Method::get, "http://example.com/%zz", Error::bad_percent_escape},
             {Method::get, "http://", Error::bad_target},
             {Method::get, "http:///a", Error::bad_target},
             {Method::get, "http://?a", Error::bad_target},
             {Method::get, "http:/a", Error::bad_target},
             {Method::get, "http://user@example.com/", Error::bad_target},
             {Method::get, "http://a b/", Error::bad_target},
             {Method::get, "http://example.com:x/", Error::bad_target},
             {Method::get, "http://example.com#a", Error::bad_target},
             {Method::get, "ftp://example.com/", Error::bad_target},
             {Method::get, "file:///etc/passwd", Error::bad_target},
             {Method::get, "example.com:443", Error::bad_target},
             {Method::connect, "example.com", Error::bad_target},
             {Method::connect, "example.com:", Error::bad_target},
             {Method::connect, ":443", Error::bad_target},
             {Method::connect, "/", Error::bad_target},
             {Method::connect, "*", Error::bad_target},
             {Method::connect, "http://example.com:443/", Error::bad_target},
         }) {
        SCOPED_TRACE(text);
        const auto target = parse_target(method, text);
        ASSERT_FALSE(target);
        EXPECT_EQ(target.error(), error);
    }
}

TEST(Target, EveryByteButVisibleAsciiIsRefused) {
    for (int c = 0; c < 256; ++c) {
        const bool visible = c > 0x20 && c < 0x7f && c != '#' && c != '%';
        std::string path = "/a";
        path += static_cast<char>(c);
        EXPECT_EQ(parse_target(Method::get, path).has_value(), visible) << c;
        std::string query = "/?";
        query += static_cast<char>(c);
        EXPECT_EQ(parse_target(Method::get, query).has_value(), visible || c == '%') << c;
    }
}

}  // namespace
}  // namespace fasterapi::http
