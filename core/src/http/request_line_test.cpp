#include "http/request_line.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace fasterapi::http {
namespace {

struct Case {
    std::string_view line, method, target;
    Version version;
};

TEST(RequestLine, HasThreeParts) {
    for (auto [line, method, target, version] : std::initializer_list<Case>{
             {"GET / HTTP/1.1", "GET", "/", Version::http_1_1},
             {"GET / HTTP/1.0", "GET", "/", Version::http_1_0},
             {"GET / HTTP/1.2", "GET", "/",
              Version::http_1_1},  // RFC 9110 2.5: the highest known minor version
             {"GET / HTTP/1.9", "GET", "/", Version::http_1_1},
             {"get /a?b HTTP/1.1", "get", "/a?b", Version::http_1_1},
             {"M-SEARCH /x HTTP/1.1", "M-SEARCH", "/x", Version::http_1_1},
             {"OPTIONS * HTTP/1.1", "OPTIONS", "*", Version::http_1_1},
             {"CONNECT a:1 HTTP/1.1", "CONNECT", "a:1", Version::http_1_1},
         }) {
        SCOPED_TRACE(line);
        RequestHead head;
        EXPECT_EQ(parse_request_line(line, head), std::nullopt);
        EXPECT_EQ(head.method_token, method);
        EXPECT_EQ(head.method, method_from(method));
        EXPECT_EQ(head.target, target);
        EXPECT_EQ(head.version, version);
        EXPECT_EQ(head.keep_alive, version == Version::http_1_1);
    }
}

struct Refusal {
    std::string_view line;
    Error error;
};

TEST(RequestLine, RefusesWhatIsNone) {
    for (auto [line, error] : std::initializer_list<Refusal>{
             {"", Error::bad_request_line},
             {"GET", Error::bad_request_line},
             {"GET ", Error::bad_request_line},
             {"GET /", Error::bad_request_line},  // HTTP/0.9
             {"GET\t/\tHTTP/1.1", Error::bad_request_line},
             {" GET / HTTP/1.1", Error::bad_method},
             {"  ", Error::bad_method},
             {"G@T / HTTP/1.1", Error::bad_method},
             {"GET: / HTTP/1.1", Error::bad_method},
             {"G\xc3\x89T / HTTP/1.1", Error::bad_method},
             {"\"GET\" / HTTP/1.1", Error::bad_method},
             {"GET  / HTTP/1.1", Error::bad_target},
             {"GET /  HTTP/1.1", Error::bad_target},
             {"GET /a b HTTP/1.1", Error::bad_target},
             {"GET  HTTP/1.1", Error::bad_target},
             {"GET a HTTP/1.1", Error::bad_target},
             {"GET * HTTP/1.1", Error::bad_target},
             {"GET /%zz HTTP/1.1", Error::bad_percent_escape},
             {"GET / HTTP/1.1 ", Error::bad_version},
             {"GET / ", Error::bad_version},
             {"GET / HTTP", Error::bad_version},
             {"GET / HTTP/", Error::bad_version},
             {"GET / HTTP/1", Error::bad_version},
             {"GET / HTTP/1.", Error::bad_version},
             {"GET / HTTP/.1", Error::bad_version},
             {"GET / HTTP/1.10", Error::bad_version},
             {"GET / HTTP/11.1", Error::bad_version},
             {"GET / HTTP/1,1", Error::bad_version},
             {"GET / HTTP/1.x", Error::bad_version},
             {"GET / HTTP/x.1", Error::bad_version},
             {"GET / http/1.1", Error::bad_version},
             {"GET / Http/1.1", Error::bad_version},
             {"GET / HTTP 1.1", Error::bad_version},
             {"GET / HTTP/+1.1", Error::bad_version},
             {"GET / HTTPS/1.1", Error::bad_version},
             {"GET / ICY/1.1", Error::bad_version},
             {"GET / HTTP/2.0", Error::unsupported_version},
             {"GET / HTTP/3.0", Error::unsupported_version},
             {"GET / HTTP/0.9", Error::unsupported_version},
             {"GET / HTTP/9.9", Error::unsupported_version},
             {"PRI * HTTP/2.0", Error::unsupported_version},  // RFC 9113 3.4
         }) {
        SCOPED_TRACE(line);
        RequestHead head;
        EXPECT_EQ(parse_request_line(line, head), error);
    }
}

}  // namespace
}  // namespace fasterapi::http
