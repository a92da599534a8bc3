#include "http/head_parser.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <optional>
#include <string>

#include "http/testing.h"

namespace fasterapi::http {
namespace {

using Event = HeadParser::Event;

/// What the parser makes of the first head in some pieces.
struct Outcome {
    Event event = Event::need_data;
    std::optional<Error> error;
    std::size_t consumed = 0;  ///< by a complete head
    std::string head;

    bool operator==(const Outcome&) const = default;
};

Outcome parse(const testing::Pieces& pieces, const Limits& limits = {}) {
    HeadParser parser(limits);
    RequestHead head;
    testing::MovingInput input;
    Outcome outcome;
    std::size_t consumed = 0;
    for (const std::string_view piece : pieces) {
        input.arrive(piece);
        const auto step = parser.next(input.view(), head);
        outcome.event = step.event;
        consumed += step.consumed;
        if (step.event == Event::refused) {
            outcome.error = step.error;
            break;
        }
        if (step.event == Event::complete) {
            outcome.head = testing::describe(head);
            outcome.consumed = consumed;
            break;
        }
        input.consume(step.consumed);
    }
    return outcome;
}

/// The same for every split of `text`.
Outcome parse_every_split(std::string_view text, const Limits& limits = {}) {
    const Outcome whole = parse({text}, limits);
    for (const testing::Pieces& pieces : testing::every_split(text)) {
        const Outcome outcome = parse(pieces, limits);
        EXPECT_EQ(outcome.event, whole.event) << "cut at " << pieces.front().size();
        EXPECT_EQ(outcome.error, whole.error) << "cut at " << pieces.front().size();
        EXPECT_EQ(outcome.consumed, whole.consumed) << "cut at " << pieces.front().size();
        EXPECT_EQ(outcome.head, whole.head) << "cut at " << pieces.front().size();
    }
    return whole;
}

std::string with_fields(std::string_view fields) {
    return std::string("POST / HTTP/1.1\r\nHost: a\r\n").append(fields).append("\r\n");
}

TEST(HeadParser, GivesAllOfAHead) {
    const std::string_view text =
        "POST /a%20b?c=d HTTP/1.1\r\n"
        "Host: example.com:8000\r\n"
        "X-Empty:\r\n"
        "x-spaced: \t one  two \t \r\n"
        "X-Colons:a:b\r\n"
        "X-Latin: caf\xe9\r\n"
        "Content-Length: 5\r\n"
        "Expect: 100-Continue\r\n"
        "\r\n"
        "hello";
    const Outcome outcome = parse_every_split(text);
    EXPECT_EQ(outcome.event, Event::complete);
    EXPECT_EQ(outcome.consumed, text.size() - 5);
    EXPECT_EQ(outcome.head,
              "POST POST\n"
              "target /a%20b?c=d\n"
              "path /a%20b\n"
              "query c=d\n"
              "authority example.com:8000\n"
              "version 1.1\n"
              "framing 5\n"
              "keep-alive 100-continue\n"
              "field Host=example.com:8000\n"
              "field X-Empty=\n"
              "field x-spaced=one  two\n"
              "field X-Colons=a:b\n"
              "field X-Latin=caf\xe9\n"
              "field Content-Length=5\n"
              "field Expect=100-Continue\n");
}

TEST(HeadParser, AnHttp10HeadNeedsNoField) {
    const Outcome outcome = parse_every_split("GET /a HTTP/1.0\r\n\r\n");
    EXPECT_EQ(outcome.head,
              "GET GET\ntarget /a\npath /a\nquery \nauthority \nversion 1.0\nframing none\nclose \n");
}

TEST(HeadParser, TheTargetsAuthorityWins) {
    const Outcome outcome = parse_every_split("GET http://b.org HTTP/1.1\r\nHost: a.org\r\n\r\n");
    EXPECT_EQ(outcome.head,
              "GET GET\ntarget http://b.org\npath /\nquery \nauthority b.org\nversion 1.1\nframing none\n"
              "keep-alive \nfield Host=a.org\n");
}

TEST(HeadParser, IsReadyForTheNextHead) {
    const Limits limits;
    HeadParser parser(limits);
    RequestHead head;
    const std::string text =
        "CONNECT a:1 HTTP/1.0\r\nHost: a:1\r\nConnection: close\r\n\r\n\r\nGET /2 HTTP/1.1\r\nHost: "
        "b\r\n\r\n";
    const auto first = parser.next(text, head);
    ASSERT_EQ(first.event, Event::complete);
    EXPECT_FALSE(parser.started());
    EXPECT_EQ(head.raw_path, "");
    const auto second = parser.next(std::string_view(text).substr(first.consumed), head);
    ASSERT_EQ(second.event, Event::complete);
    EXPECT_EQ(first.consumed + second.consumed, text.size());
    EXPECT_EQ(testing::describe(head),
              "GET GET\ntarget /2\npath /2\nquery \nauthority b\nversion 1.1\nframing none\nkeep-alive \n"
              "field Host=b\n");
}

TEST(HeadParser, SkipsAFewEmptyLines) {
    const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    for (const std::string empty : {"\r\n", "\r\n\r\n", "\r\n\r\n\r\n\r\n"}) {
        const Outcome outcome = parse_every_split(empty + head);
        EXPECT_EQ(outcome.event, Event::complete);
        EXPECT_EQ(outcome.consumed, empty.size() + head.size());
    }
    EXPECT_EQ(parse_every_split("\r\n\r\n\r\n\r\n\r\n" + head).error, Error::bad_request_line);
    EXPECT_EQ(parse_every_split("\n" + head).error, Error::bad_line_end);
    EXPECT_EQ(parse_every_split("\r" + head).error, Error::bad_line_end);
    EXPECT_EQ(parse_every_split("\r\n\r\r\n").error, Error::bad_line_end);
}

TEST(HeadParser, EmptyLinesAreCountedForEachHead) {
    const Limits limits;
    HeadParser parser(limits);
    RequestHead head;
    const std::string_view text = "\r\n\r\n\r\nGET / HTTP/1.0\r\n\r\n";
    for (int i = 0; i < 3; ++i) {
        const auto step = parser.next(text, head);
        EXPECT_EQ(step.event, Event::complete);
        EXPECT_EQ(step.consumed, text.size());
    }
}

TEST(HeadParser, EmptyLinesStartNoHead) {
    const Limits limits;
    HeadParser parser(limits);
    RequestHead head;
    EXPECT_EQ(parser.next("", head).consumed, 0u);
    EXPECT_EQ(parser.next("\r\n\r", head).consumed, 2u);
    EXPECT_FALSE(parser.started());
    EXPECT_EQ(parser.next("\r\nG", head).consumed, 2u);
    EXPECT_TRUE(parser.started());
}

struct Persistence {
    std::string_view text;
    bool keep_alive;
};

TEST(HeadParser, ConnectionSaysWhetherItPersists) {
    for (const auto& [text, keep_alive] : std::initializer_list<Persistence>{
             {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", true},
             {"GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n", true},
             {"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false},
             {"GET / HTTP/1.1\r\nHost: a\r\nconnection: CLOSE\r\n\r\n", false},
             {"GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade,\tclose , x\r\n\r\n", false},
             {"GET / HTTP/1.1\r\nHost: a\r\nConnection: closed\r\n\r\n", true},
             {"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nConnection: keep-alive\r\n\r\n", false},
             {"GET / HTTP/1.1\r\nHost: a\r\nConnection: x\r\nConnection: close\r\n\r\n", false},
             {"GET / HTTP/1.0\r\n\r\n", false},
             {"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true},
             {"GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n", false},
             {"GET / HTTP/1.0\r\nConnection: close, keep-alive\r\n\r\n", false},
             {"GET / HTTP/1.2\r\nHost: a\r\n\r\n", true},
         }) {
        SCOPED_TRACE(text);
        const Outcome outcome = parse_every_split(text);
        EXPECT_EQ(outcome.event, Event::complete);
        EXPECT_EQ(outcome.head.find("\nkeep-alive ") != std::string::npos, keep_alive);
    }
}

struct Expectation {
    std::string_view text;
    bool expects_continue;
};

TEST(HeadParser, ContinueIsExpectedWithABodyToCome) {
    for (const auto& [text, expects_continue] : std::initializer_list<Expectation>{
             {"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n", true},
             {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nEXPECT: 100-CONTINUE\r\n\r\n",
              true},
             {"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n", false},
             {"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n", false},
             {"POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n", false},
             {"POST / HTTP/1.0\r\nExpect: anything\r\nContent-Length: 1\r\n\r\n", false},
         }) {
        SCOPED_TRACE(text);
        const Outcome outcome = parse_every_split(text);
        EXPECT_EQ(outcome.event, Event::complete);
        EXPECT_EQ(outcome.head.find(" 100-continue\n") != std::string::npos, expects_continue);
    }
}

struct Refusal {
    std::string_view text;
    Error error;
};

TEST(HeadParser, RefusesBadRequestLines) {
    for (const auto& [text, error] : std::initializer_list<Refusal>{
             {"GET / HTTP/1.1\nHost: a\r\n\r\n", Error::bad_line_end},
             {"GET / HTTP/1.1\rHost: a\r\n\r\n", Error::bad_line_end},
             {"GET / HTTP/1.1\r\r\n", Error::bad_line_end},
             {"GET /\r/ HTTP/1.1\r\n", Error::bad_line_end},
             {"GET /\n", Error::bad_line_end},
             {"GET /\x01 HTTP/1.1\r\n", Error::bad_request_line},
             {"GET /\x7f HTTP/1.1\r\n", Error::bad_request_line},
             {"\x16\x03\x01\x02", Error::bad_request_line},  // TLS spoken to a plain port
             {"GET\t/\tHTTP/1.1\r\n", Error::bad_request_line},
             {"GET /\r\n", Error::bad_request_line},
             {" GET / HTTP/1.1\r\n", Error::bad_method},
             {"GET /\t HTTP/1.1\r\n", Error::bad_target},
             {"GET /#a HTTP/1.1\r\n", Error::bad_target},
             {"GET /%0 HTTP/1.1\r\n", Error::bad_percent_escape},
             {"GET / HTTP/1.10\r\n", Error::bad_version},
             {"GET / HTTP/2.0\r\n", Error::unsupported_version},
             {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Error::unsupported_version},
         }) {
        SCOPED_TRACE(text);
        EXPECT_EQ(parse_every_split(text).error, error);
    }
    EXPECT_EQ(parse_every_split(std::string_view("GET /\0 HTTP/1.1\r\n", 17)).error, Error::bad_request_line);
}

TEST(HeadParser, RefusesBadFields) {
    for (const auto& [fields, error] : std::initializer_list<Refusal>{
             {"a: b\n", Error::bad_line_end},
             {"a: b\n\r\n", Error::bad_line_end},
             {"a: b\rc: d\r\n", Error::bad_line_end},
             {"a: b\r\r\n", Error::bad_line_end},
             {"a\rb: c\r\n", Error::bad_line_end},
             {"a\n", Error::bad_line_end},
             {"\n", Error::bad_line_end},
             {"\r", Error::bad_line_end},
             {" a: b\r\n", Error::obsolete_line_folding},
             {"a: b\r\n c\r\n", Error::obsolete_line_folding},
             {"a: b\r\n\tc\r\n", Error::obsolete_line_folding},
             {"a: b\r\n \r\n", Error::obsolete_line_folding},
             {"a : b\r\n", Error::bad_header_name},
             {"a\t: b\r\n", Error::bad_header_name},
             {": b\r\n", Error::bad_header_name},
             {":\r\n", Error::bad_header_name},
             {"a\r\n", Error::bad_header_name},
             {"a b: c\r\n", Error::bad_header_name},
             {"a\x01: b\r\n", Error::bad_header_name},
             {"a\x7f: b\r\n", Error::bad_header_name},
             {"a/b: c\r\n", Error::bad_header_name},
             {"(a): b\r\n", Error::bad_header_name},
             {"\"a\": b\r\n", Error::bad_header_name},
             {"a@b: c\r\n", Error::bad_header_name},
             {"caf\xc3\xa9: b\r\n", Error::bad_header_name},
             {"a: b\x01\r\n", Error::bad_header_value},
             {"a: \x1b[0m\r\n", Error::bad_header_value},
             {"a: b\x0b\r\n", Error::bad_header_value},
             {"a: b\x7f\r\n", Error::bad_header_value},
             {"a:\x08\r\n", Error::bad_header_value},
         }) {
        SCOPED_TRACE(fields);
        EXPECT_EQ(parse_every_split(with_fields(fields)).error, error);
    }
    EXPECT_EQ(parse_every_split(with_fields(std::string_view("a: b\0\r\n", 7))).error,
              Error::bad_header_value);
    EXPECT_EQ(parse_every_split(with_fields(std::string_view("a\0: b\r\n", 7))).error,
              Error::bad_header_name);
}

TEST(HeadParser, RefusesHeadsThatTwoServersCouldReadDifferently) {
    for (const auto& [fields, error] : std::initializer_list<Refusal>{
             {"Host: b\r\n", Error::repeated_host},
             {"hOST: a\r\n", Error::repeated_host},
             {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
              Error::content_length_with_transfer_encoding},
             {"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
              Error::content_length_with_transfer_encoding},
             {"transfer-encoding: chunked\r\ncontent-length: 0\r\n",
              Error::content_length_with_transfer_encoding},
             {"Content-Length: 5\r\nContent-Length: 5\r\n", Error::repeated_content_length},
             {"Content-Length: 5\r\nContent-Length: 6\r\n", Error::repeated_content_length},
             {"Content-Length: 0\r\ncontent-length: 5\r\n", Error::repeated_content_length},
             {"Content-Length: 5, 5\r\n", Error::bad_content_length},
             {"Content-Length: 5,5\r\n", Error::bad_content_length},
             {"Content-Length: +5\r\n", Error::bad_content_length},
             {"Content-Length: -5\r\n", Error::bad_content_length},
             {"Content-Length: 0x5\r\n", Error::bad_content_length},
             {"Content-Length: 5 5\r\n", Error::bad_content_length},
             {"Content-Length:\r\n", Error::bad_content_length},
             {"Content-Length: 9223372036854775808\r\n", Error::bad_content_length},
             {"Content-Length: 18446744073709551621\r\n", Error::bad_content_length},
             {"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", Error::bad_transfer_encoding},
             {"Transfer-Encoding: chunked, chunked\r\n", Error::bad_transfer_encoding},
             {"Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n", Error::bad_transfer_encoding},
             {"Transfer-Encoding:\r\n", Error::bad_transfer_encoding},
             {"Transfer-Encoding: gzip\r\n", Error::unknown_transfer_coding},
             {"Transfer-Encoding: gzip, chunked\r\n", Error::unknown_transfer_coding},
             {"Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", Error::unknown_transfer_coding},
             {"Transfer-Encoding: xchunked\r\n", Error::unknown_transfer_coding},
             {"Transfer-Encoding : chunked\r\n", Error::bad_header_name},
             {"Transfer-Encoding: \x0b"
              "chunked\r\n",
              Error::bad_header_value},
             {"Content-Length : 5\r\n", Error::bad_header_name},
             {"Content_Length: 5\r\nExpect: 200-ok\r\n", Error::unsupported_expectation},
             {"Expect:\r\n", Error::unsupported_expectation},
             {"Expect: 100-continue\r\nExpect: x\r\n", Error::unsupported_expectation},
         }) {
        SCOPED_TRACE(fields);
        EXPECT_EQ(parse_every_split(with_fields(fields)).error, error);
    }
}

TEST(HeadParser, RefusesBadHosts) {
    for (const auto& [text, error] : std::initializer_list<Refusal>{
             {"GET / HTTP/1.1\r\n\r\n", Error::missing_host},
             {"GET / HTTP/1.2\r\n\r\n", Error::missing_host},
             {"GET http://a/ HTTP/1.1\r\n\r\n", Error::missing_host},
             {"GET / HTTP/1.1\r\nX-Host: a\r\n\r\n", Error::missing_host},
             {"GET / HTTP/1.1\r\nHost:\r\n\r\n", Error::bad_host},
             {"GET / HTTP/1.1\r\nHost: \t\r\n\r\n", Error::bad_host},
             {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", Error::bad_host},
             {"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", Error::bad_host},
             {"GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", Error::bad_host},
             {"GET / HTTP/1.1\r\nHost: user@a\r\n\r\n", Error::bad_host},
             {"GET / HTTP/1.1\r\nHost: http://a\r\n\r\n", Error::bad_host},
             {"GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n", Error::bad_host},
             {"GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", Error::bad_host},
             {"GET / HTTP/1.1\r\nHost: \xc3\xa9\r\n\r\n", Error::bad_host},
             {"GET http://a/ HTTP/1.1\r\nHost: b c\r\n\r\n", Error::bad_host},
             {"GET / HTTP/1.0\r\nHost: a b\r\n\r\n", Error::bad_host},
             {"GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", Error::repeated_host},
             {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", Error::transfer_encoding_in_http_1_0},
             {"POST / HTTP/1.0\r\nTransfer-Encoding: gzip\r\n\r\n", Error::transfer_encoding_in_http_1_0},
         }) {
        SCOPED_TRACE(text);
        EXPECT_EQ(parse_every_split(text).error, error);
    }
}

TEST(HeadParser, RefusesAsSoonAsTheBytesShowIt) {
    for (const auto& [text, error] : std::initializer_list<Refusal>{
             {"\n", Error::bad_line_end},
             {"\rG", Error::bad_line_end},
             {"\x16", Error::bad_request_line},
             {"GET / HTTP/1.1\n", Error::bad_line_end},
             {"GET / HTTP/2.0\r\n", Error::unsupported_version},
             {"GET / HTTP/1.1\r\n ", Error::obsolete_line_folding},
             {"GET / HTTP/1.1\r\na: b\n", Error::bad_line_end},
             {"GET / HTTP/1.1\r\na: b\rc", Error::bad_line_end},
             {"GET / HTTP/1.1\r\na: \x01", Error::bad_header_value},
             {"GET / HTTP/1.1\r\na\x01", Error::bad_header_name},
             {"GET / HTTP/1.1\r\na : b\r\n", Error::bad_header_name},
             {"GET / HTTP/1.1\r\nHost: a b\r\n", Error::bad_host},
             {"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n", Error::repeated_content_length},
         }) {
        SCOPED_TRACE(text);
        EXPECT_EQ(parse_every_split(text).error, error);
        EXPECT_EQ(parse_every_split(text.substr(0, text.size() - 1)).event, Event::need_data);
    }
}

TEST(HeadParser, BoundsTheRequestLine) {
    Limits limits;
    limits.request_line_bytes = 20;
    const std::string rest = "Host: a\r\n\r\n";
    EXPECT_EQ(parse_every_split("GET /1234 HTTP/1.1\r\n" + rest, limits).event, Event::complete);
    EXPECT_EQ(parse_every_split("GET /12345 HTTP/1.1\r\n" + rest, limits).error,
              Error::request_line_too_long);
    EXPECT_EQ(parse_every_split("GET /123456 HTTP/1.1\r\n" + rest, limits).error,
              Error::request_line_too_long);
    EXPECT_EQ(parse_every_split("GET /67890123456789", limits).event, Event::need_data);
    EXPECT_EQ(parse_every_split("GET /678901234567890", limits).error, Error::request_line_too_long);
    EXPECT_EQ(parse_every_split("GET /\x01 345678901234567890", limits).error, Error::bad_request_line);
    EXPECT_EQ(parse_every_split("GET /1234567890123456789\x01", limits).error, Error::request_line_too_long);
}

TEST(HeadParser, BoundsTheBytesOfAllFields) {
    Limits limits;
    limits.header_bytes = 20;
    const std::string line = "GET / HTTP/1.1\r\n";
    EXPECT_EQ(parse_every_split(line + "Host: a\r\na: 345678\r\n\r\n", limits).event, Event::complete);
    EXPECT_EQ(parse_every_split(line + "Host: a\r\na: 3456789\r\n\r\n", limits).error,
              Error::header_too_long);
    EXPECT_EQ(parse_every_split(line + "Host: a\r\na: 345678\r\nb", limits).event, Event::need_data);
    EXPECT_EQ(parse_every_split(line + "Host: a\r\na: 345678\r\nb:", limits).error, Error::header_too_long);
    EXPECT_EQ(parse_every_split(line + "Host: 789012345678\r\n\r\n", limits).event, Event::complete);
    EXPECT_EQ(parse_every_split(line + "Host: 7890123456789\r\n\r\n", limits).error, Error::header_too_long);
    EXPECT_EQ(parse_every_split(line + "Host: 78901234567890123456", limits).error, Error::header_too_long);
    EXPECT_EQ(parse_every_split(line + "Host: \x01"
                                       "8901234567890123456",
                                limits)
                  .error,
              Error::bad_header_value);
}

TEST(HeadParser, BoundsTheCountOfFields) {
    Limits limits;
    limits.header_count = 3;
    EXPECT_EQ(parse_every_split("GET / HTTP/1.1\r\nHost: a\r\nb:\r\nc:\r\n\r\n", limits).event,
              Event::complete);
    EXPECT_EQ(parse_every_split("GET / HTTP/1.1\r\nHost: a\r\nb:\r\nc:\r\nd:\r\n\r\n", limits).error,
              Error::too_many_headers);
}

TEST(HeadParser, NoLimitIsNoLimit) {
    Limits limits;
    limits.request_line_bytes = limits.header_bytes = limits.header_count = SIZE_MAX;
    const Outcome outcome = parse({with_fields("a: " + std::string(1 << 20, 'x') + "\r\n")}, limits);
    EXPECT_EQ(outcome.event, Event::complete);
}

TEST(HeadParser, KeepsManyFieldsInOrder) {
    std::string fields;
    std::string expected;
    for (int i = 0; i < 127; ++i) {
        fields.append("X-")
            .append(std::to_string(i))
            .append(": ")
            .append(std::to_string(i * i))
            .append("\r\n");
        expected.append("field X-")
            .append(std::to_string(i))
            .append("=")
            .append(std::to_string(i * i))
            .append("\n");
    }
    const Outcome outcome = parse_every_split(with_fields(fields));
    ASSERT_EQ(outcome.event, Event::complete);
    EXPECT_TRUE(outcome.head.ends_with("field Host=a\n" + expected));
    EXPECT_EQ(parse({with_fields(fields + "a:\r\n")}).error, Error::too_many_headers);
}

}  // namespace
}  // namespace fasterapi::http
