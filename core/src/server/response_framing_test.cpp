#include "server/response_framing.h"

#include <gtest/gtest.h>

namespace fasterapi::server {
namespace {

using http1::ResponseFraming::chunked;
using http1::ResponseFraming::length;
using http1::ResponseFraming::none;
using http1::ResponseFraming::until_close;

using Length = std::optional<std::uint64_t>;

struct Request : http::RequestHead {
    explicit Request(http::Method asked, http::Version spoken = http::Version::http_1_1) {
        method = asked;
        version = spoken;
    }
};

TEST(ResponseFraming, OfAWholeResponse) {
    struct Case {
        http::Method method;
        int status;
        std::uint64_t bytes;
        Length declared;
        http1::ResponseFraming framing;
        std::uint64_t told;
        bool sends;
    };
    using http::Method;
    for (const Case& c : {
             Case{Method::get, 200, 5, {}, length, 5, true},
             Case{Method::get, 200, 0, {}, length, 0, true},
             Case{Method::get, 200, 5, 7, length, 5, true},  // the truth stands
             Case{Method::head, 200, 5, {}, length, 5, false},
             Case{Method::head, 200, 0, 7, length, 7, false},
             Case{Method::get, 204, 0, {}, none, 0, false},
             Case{Method::get, 204, 5, 5, none, 0, false},
             Case{Method::get, 304, 0, {}, none, 0, false},
             Case{Method::get, 304, 0, 7, length, 7, false},
             Case{Method::get, 304, 5, {}, length, 5, false},
             Case{Method::post, 500, 5, {}, length, 5, true},
         }) {
        SCOPED_TRACE(testing::Message() << static_cast<int>(c.method) << ' ' << c.status << ' ' << c.bytes);
        const ResponseFraming framing = frame_whole(Request(c.method), c.status, c.bytes, c.declared);
        EXPECT_EQ(framing.framing, c.framing);
        EXPECT_EQ(framing.content_length, c.told);
        EXPECT_EQ(framing.sends_content, c.sends);
    }
}

TEST(ResponseFraming, OfAResponseInPieces) {
    struct Case {
        http::Method method;
        http::Version version;
        int status;
        Length known;
        http1::ResponseFraming framing;
        bool sends;
    };
    using http::Method;
    using http::Version;
    for (const Case& c : {
             Case{Method::get, Version::http_1_1, 200, {}, chunked, true},
             Case{Method::get, Version::http_1_1, 200, 5, length, true},
             Case{Method::get, Version::http_1_0, 200, {}, until_close, true},
             Case{Method::get, Version::http_1_0, 200, 5, length, true},
             Case{Method::head, Version::http_1_1, 200, {}, chunked, false},
             Case{Method::head, Version::http_1_1, 200, 5, length, false},
             Case{Method::head, Version::http_1_0, 200, {}, none, false},
             Case{Method::get, Version::http_1_1, 204, {}, none, false},
             Case{Method::get, Version::http_1_1, 304, 5, length, false},
         }) {
        SCOPED_TRACE(testing::Message() << static_cast<int>(c.method) << ' ' << c.status);
        const ResponseFraming framing = frame_pieces(Request(c.method, c.version), c.status, c.known);
        EXPECT_EQ(framing.framing, c.framing);
        EXPECT_EQ(framing.sends_content, c.sends);
    }
}

TEST(ResponseFraming, TakesTheFieldsThatAreTheEngines) {
    std::vector<http::HeaderField> scratch;
    const std::vector<http::HeaderField> plain{{"x-a", "1"}, {"set-cookie", "2"}};
    const FramingFields untouched = take_framing_fields(plain, scratch);
    EXPECT_EQ(untouched.others.data(), plain.data());
    EXPECT_FALSE(untouched.close);

    const std::vector<http::HeaderField> mixed{{"x-a", "1"},
                                               {"CONTENT-LENGTH", "42"},
                                               {"Transfer-Encoding", "gzip"},
                                               {"connection", "CLOSE"},
                                               {"x-b", "2"}};
    const FramingFields taken = take_framing_fields(mixed, scratch);
    ASSERT_EQ(taken.others.size(), 2U);
    EXPECT_EQ(taken.others[0].name, "x-a");
    EXPECT_EQ(taken.others[1].name, "x-b");
    EXPECT_EQ(taken.content_length, 42U);
    EXPECT_TRUE(taken.close);

    for (const std::string_view bad : {"", "x", "+1", "1 ", "99999999999999999999"}) {
        SCOPED_TRACE(bad);
        const std::vector<http::HeaderField> fields{{"content-length", bad}};
        EXPECT_EQ(take_framing_fields(fields, scratch).content_length, std::nullopt);
    }
}

}  // namespace
}  // namespace fasterapi::server
