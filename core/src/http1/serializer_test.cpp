#include "http1/serializer.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <string>
#include <vector>

#include "http/status.h"
#include "http1/status_line.h"

namespace fasterapi::http1 {
namespace {

std::string status_line(int status) {
    std::array<char, most_status_line_bytes> room{};
    return {room.data(), write_status_line(room.data(), status)};
}

std::string head(int status, std::string_view content_type, const std::vector<http::HeaderField>& fields,
                 const HeadContext& context) {
    ByteBuffer out;
    write_head(out, status, content_type, fields, context);
    return std::string(out.view());
}

constexpr std::string_view date = "Sun, 06 Nov 1994 08:49:37 GMT";

TEST(WriteHead, PutsEachPartInItsPlace) {
    EXPECT_EQ(head(201, "application/json", {{"X-One", "1"}, {"set-cookie", "a=b"}, {"set-cookie", "c=d"}},
                   {.content_length = 12345678901, .date = date, .server = "FasterAPI"}),
              "HTTP/1.1 201 Created\r\n"
              "date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
              "server: FasterAPI\r\n"
              "content-type: application/json\r\n"
              "X-One: 1\r\n"
              "set-cookie: a=b\r\n"
              "set-cookie: c=d\r\n"
              "content-length: 12345678901\r\n"
              "\r\n");
}

TEST(WriteHead, LeavesOutWhatIsEmpty) {
    EXPECT_EQ(head(200, "", {}, {}), "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    EXPECT_EQ(head(200, "", {{"x", ""}}, {}), "HTTP/1.1 200 OK\r\nx: \r\ncontent-length: 0\r\n\r\n");
}

TEST(WriteHead, TheUsersDateAndServerReplaceOurs) {
    EXPECT_EQ(head(200, "", {{"DATE", "never"}, {"Server", "mine"}}, {.date = date, .server = "FasterAPI"}),
              "HTTP/1.1 200 OK\r\nDATE: never\r\nServer: mine\r\ncontent-length: 0\r\n\r\n");
}

struct Framed {
    http::Version version;
    bool keep_alive;
    ResponseFraming framing;
    std::string_view fields;
};

TEST(WriteHead, SaysHowTheContentEndsAndWhetherTheConnectionDoes) {
    using http::Version;
    for (const auto& [version, keep_alive, framing, fields] : std::initializer_list<Framed>{
             {Version::http_1_1, true, ResponseFraming::none, ""},
             {Version::http_1_1, false, ResponseFraming::none, "connection: close\r\n"},
             {Version::http_1_1, true, ResponseFraming::length, "content-length: 7\r\n"},
             {Version::http_1_1, false, ResponseFraming::length,
              "content-length: 7\r\nconnection: close\r\n"},
             {Version::http_1_1, true, ResponseFraming::chunked, "transfer-encoding: chunked\r\n"},
             {Version::http_1_1, false, ResponseFraming::chunked,
              "transfer-encoding: chunked\r\nconnection: close\r\n"},
             {Version::http_1_0, true, ResponseFraming::length,
              "content-length: 7\r\nconnection: keep-alive\r\n"},
             {Version::http_1_0, false, ResponseFraming::length,
              "content-length: 7\r\nconnection: close\r\n"},
             {Version::http_1_0, false, ResponseFraming::until_close, "connection: close\r\n"},
             {Version::http_1_0, true, ResponseFraming::until_close, "connection: close\r\n"},
         }) {
        EXPECT_EQ(
            head(200, "", {},
                 {.version = version, .keep_alive = keep_alive, .framing = framing, .content_length = 7}),
            std::string("HTTP/1.1 200 OK\r\n").append(fields).append("\r\n"));
    }
}

TEST(WriteHead, FitsTheLargestOfEverything) {
    const std::string text(5000, 'x');
    const std::string written = head(
        431, text, {{text, text}},
        {.version = http::Version::http_1_0, .content_length = UINT64_MAX, .date = date, .server = text});
    EXPECT_EQ(written, "HTTP/1.1 431 Request Header Fields Too Large\r\ndate: " + std::string(date) +
                           "\r\nserver: " + text + "\r\ncontent-type: " + text + "\r\n" + text + ": " + text +
                           "\r\ncontent-length: 18446744073709551615\r\nconnection: keep-alive\r\n\r\n");
}

TEST(WriteHead, AppendsToWhatIsThere) {
    ByteBuffer out;
    out.append("before ");
    write_head(out, 204, "", {}, {.framing = ResponseFraming::none});
    EXPECT_EQ(out.view(), "before HTTP/1.1 204 No Content\r\n\r\n");
}

TEST(StatusLine, IsThereForEveryStatus) {
    for (int status = 100; status < 600; ++status) {
        EXPECT_EQ(status_line(status), "HTTP/1.1 " + std::to_string(status) + " " +
                                           std::string(http::reason_phrase(status)) + "\r\n");
    }
    EXPECT_EQ(status_line(599), "HTTP/1.1 599 \r\n");
}

TEST(WriteChunk, HasItsSizeInHexadecimal) {
    for (const std::size_t bytes : {1u, 9u, 10u, 15u, 16u, 255u, 4096u, 70000u}) {
        const std::string content(bytes, 'x');
        ByteBuffer out;
        write_chunk(out, content);
        std::array<char, 16> size{};
        std::snprintf(size.data(), size.size(), "%zx", bytes);
        EXPECT_EQ(out.view(), size.data() + ("\r\n" + content + "\r\n"));
    }
}

TEST(WriteChunk, NothingEndsNoBody) {
    ByteBuffer out;
    write_chunk(out, "");
    EXPECT_TRUE(out.empty());
}

}  // namespace
}  // namespace fasterapi::http1
