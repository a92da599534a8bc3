#include "http/body_framing.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace fasterapi::http {
namespace {

struct Case {
    std::string_view value;
    std::optional<Error> error;
};

TEST(TransferEncoding, IsChunkedOnceAndLast) {
    for (const auto& [value, error] : std::initializer_list<Case>{
             {"chunked", {}},
             {"Chunked", {}},
             {"CHUNKED", {}},
             {"gzip", Error::unknown_transfer_coding},
             {"identity", Error::unknown_transfer_coding},
             {"xchunked", Error::unknown_transfer_coding},
             {"chunked1", Error::unknown_transfer_coding},
             {"gzip, chunked", Error::unknown_transfer_coding},
             {"gzip;level=1, chunked", Error::unknown_transfer_coding},
             {"", Error::bad_transfer_encoding},
             {",", Error::bad_transfer_encoding},
             {"chunked,", Error::bad_transfer_encoding},
             {", chunked", Error::bad_transfer_encoding},
             {"chunked, chunked", Error::bad_transfer_encoding},
             {"chunked,chunked", Error::bad_transfer_encoding},
             {"chunked, gzip", Error::bad_transfer_encoding},  // RFC 9112 6.3: the length cannot be told
             {"chunked, identity", Error::bad_transfer_encoding},
             {"chunked;a=b", Error::bad_transfer_encoding},
             {"chunked;", Error::bad_transfer_encoding},
             {"\"chunked\"", Error::bad_transfer_encoding},
             {"chunked chunked", Error::bad_transfer_encoding},
             {"chun ked", Error::bad_transfer_encoding},
             {"chunked\xff", Error::bad_transfer_encoding},
         }) {
        SCOPED_TRACE(value);
        RequestHead head;
        EXPECT_EQ(apply_transfer_encoding(head, value), error);
        EXPECT_EQ(head.framing, error ? Framing::none : Framing::chunked);
    }
}

TEST(TransferEncoding, IsNothingThatHttp10Knows) {
    RequestHead head;
    head.version = Version::http_1_0;
    EXPECT_EQ(apply_transfer_encoding(head, "chunked"), Error::transfer_encoding_in_http_1_0);
}

TEST(BodyFraming, TakesTheLength) {
    RequestHead head;
    EXPECT_EQ(apply_content_length(head, "12"), std::nullopt);
    EXPECT_EQ(head.framing, Framing::length);
    EXPECT_EQ(head.content_length, 12u);
    RequestHead other;
    EXPECT_EQ(apply_content_length(other, "x"), Error::bad_content_length);
}

TEST(BodyFraming, RefusesASecondOpinion) {
    RequestHead length;
    ASSERT_EQ(apply_content_length(length, "0"), std::nullopt);
    EXPECT_EQ(apply_content_length(length, "0"), Error::repeated_content_length);
    EXPECT_EQ(apply_transfer_encoding(length, "chunked"), Error::content_length_with_transfer_encoding);

    RequestHead chunked;
    ASSERT_EQ(apply_transfer_encoding(chunked, "chunked"), std::nullopt);
    EXPECT_EQ(apply_transfer_encoding(chunked, "chunked"), Error::bad_transfer_encoding);
    EXPECT_EQ(apply_content_length(chunked, "5"), Error::content_length_with_transfer_encoding);
}

}  // namespace
}  // namespace fasterapi::http
