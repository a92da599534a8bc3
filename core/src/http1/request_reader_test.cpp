#include "http1/request_reader.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "http1/testing.h"

namespace fasterapi::http1 {
namespace {

using Event = RequestReader::Event;

/// The connection as text, the same for every split of `text`.
std::string read_every_split(std::string_view text, const http::Limits& limits = {}) {
    const std::string whole = testing::read_connection({text}, limits);
    for (const http::testing::Pieces& pieces : http::testing::every_split(text)) {
        EXPECT_EQ(testing::read_connection(pieces, limits), whole) << "cut at " << pieces.front().size();
    }
    return whole;
}

constexpr std::string_view get_a =
    "\n[head]\nGET GET\ntarget /a\npath /a\nquery \nauthority h\nversion 1.1\nframing none\nkeep-alive \n"
    "field Host=h\n[complete]";

std::string post(std::string_view framing, std::string_view field) {
    return std::string("\n[head]\nPOST POST\ntarget /b\npath /b\nquery \nauthority h\nversion 1.1\nframing ")
        .append(framing)
        .append("\nkeep-alive \nfield Host=h\nfield ")
        .append(field)
        .append("\n");
}

struct Case {
    std::string_view text;
    std::string log;
};

TEST(RequestReader, GivesMessagesInTheirOrder) {
    const std::string a(get_a);
    for (const auto& [text, log] : std::initializer_list<Case>{
             {"", ""},
             {"\r\n", ""},
             {"GET /a HTTP/1.1\r\nHost: h\r\n\r\n", a},
             {"GET /a HTTP/1.1\r\nHost: h\r\n\r\n\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n", a + a},
             {"GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET", a + "\n[inside head]"},
             {"POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhelloGET /a HTTP/1.1\r\nHost: "
              "h\r\n\r\n",
              post("5", "Content-Length=5") + "[body]hello[end]" + a},
             {"POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n",
              post("0", "Content-Length=0") + "[complete]" + a},
             {"POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\nhello",
              post("6", "Content-Length=6") + "[body]hello[inside body]"},
             {"POST /b HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
              "5;x\r\nhello\r\n1\r\n!\r\n0\r\nsum: 1\r\n\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n",
              post("chunked", "Transfer-Encoding=chunked") + "[body]hello![end]" + a},
             {"POST /b HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
              post("chunked", "Transfer-Encoding=chunked") + "[body][end]"},
             {"POST /b HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
              post("chunked", "Transfer-Encoding=chunked") + "[body]hel[inside body]"},
         }) {
        SCOPED_TRACE(text);
        EXPECT_EQ(read_every_split(text), log);
    }
}

TEST(RequestReader, GivesGoodRequestsBeforeABadOne) {
    const std::string a(get_a);
    for (const auto& [text, log] : std::initializer_list<Case>{
             {"GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /a HTTP/1.1\r\n\r\n", a + "\n[refused] Host is missing"},
             {"GET /a HTTP/1.1\r\nHost: h\r\n\r\n\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n",
              a + "\n[refused] A line does not end with CR LF"},
             {"POST /b HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0x0\r\n\r\n",
              post("chunked", "Transfer-Encoding=chunked") +
                  "[body]hello\n[refused] A chunk size is not a hexadecimal number"},
             // What Content-Length does not cover is the next head.
             {"POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello!",
              post("5", "Content-Length=5") + "[body]hello[end]\n[inside head]"},
         }) {
        SCOPED_TRACE(text);
        EXPECT_EQ(read_every_split(text), log);
    }
}

TEST(RequestReader, ARefusalIsForGood) {
    const http::Limits limits;
    RequestReader reader(limits);
    http::RequestHead head;
    EXPECT_EQ(reader.next("GET / HTTP/2.0\r\n", head).error, http::Error::unsupported_version);
    for (const std::string_view more : {"", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"}) {
        const auto again = reader.next(more, head);
        EXPECT_EQ(again.event, Event::refused);
        EXPECT_EQ(again.error, http::Error::unsupported_version);
        EXPECT_EQ(again.consumed, 0u);
    }
}

TEST(RequestReader, BodiesAreViewsIntoTheInput) {
    const http::Limits limits;
    for (const std::string_view text :
         {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc"}) {
        RequestReader reader(limits);
        http::RequestHead head;
        const auto first = reader.next(text, head);
        ASSERT_EQ(first.event, Event::head);
        EXPECT_FALSE(first.message_complete);
        EXPECT_TRUE(reader.inside_body());
        const auto second = reader.next(text.substr(first.consumed), head);
        ASSERT_EQ(second.event, Event::body);
        EXPECT_EQ(second.body, "abc");
        EXPECT_EQ(second.body.data() + 3, text.data() + text.size());
    }
}

// Work that grows with the square of these sizes would take an hour and run into the time limit of the tests.
TEST(RequestReader, WorkIsLinearByteByByte) {
    constexpr std::size_t large = 8 << 20;
    http::Limits limits;
    limits.request_line_bytes = limits.header_bytes = limits.header_count = limits.chunk_line_bytes =
        SIZE_MAX;
    std::string many_fields;
    while (many_fields.size() < large / 8) {
        many_fields += "a:\r\n";
    }
    const std::string chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    const std::string line = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (const std::string& text : {
             "GET /" + std::string(large, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n",
             line + "a: " + std::string(large, 'a') + "\r\n\r\n",
             line + many_fields + "\r\n",
             chunked + "1;" + std::string(large, 'a') + "\r\nx\r\n0\r\n\r\n",
             chunked + "0\r\na: " + std::string(large, 'a') + "\r\n\r\n",
             chunked + "0\r\n" + many_fields + "\r\n",
         }) {
        RequestReader reader(limits);
        http::RequestHead head;
        std::size_t begin = 0;
        bool complete = false;
        for (std::size_t end = 1; end <= text.size(); ++end) {
            for (;;) {
                const auto step = reader.next(std::string_view(text).substr(begin, end - begin), head);
                ASSERT_NE(step.event, Event::refused);
                begin += step.consumed;
                if (step.event == Event::need_data) break;
                complete = step.message_complete || step.event == Event::end;
            }
        }
        EXPECT_TRUE(complete);
        EXPECT_EQ(begin, text.size());
    }
}

}  // namespace
}  // namespace fasterapi::http1
