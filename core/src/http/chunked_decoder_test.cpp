#include "http/chunked_decoder.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <optional>
#include <string>

#include "http/testing.h"

namespace fasterapi::http {
namespace {

using Event = ChunkedDecoder::Event;

/// What the decoder makes of the first body in some pieces.
struct Outcome {
    Event event = Event::need_data;
    std::optional<Error> error;
    std::string data;
    std::string rest;  ///< what follows the body

    bool operator==(const Outcome&) const = default;
};

Outcome decode(const testing::Pieces& pieces, const Limits& limits = {}) {
    ChunkedDecoder decoder(limits);
    testing::MovingInput input;
    Outcome outcome;
    for (const std::string_view piece : pieces) {
        input.arrive(piece);
        while (outcome.event != Event::end && outcome.event != Event::refused) {
            const auto step = decoder.next(input.view());
            outcome.event = step.event;
            outcome.data += step.data;
            input.consume(step.consumed);
            if (step.event == Event::refused) {
                outcome.error = step.error;
            }
            if (step.event == Event::need_data) {
                break;
            }
        }
    }
    if (outcome.event == Event::end) {
        outcome.rest = input.view();
    }
    return outcome;
}

/// The same for every split of `text`.
Outcome decode_every_split(std::string_view text, const Limits& limits = {}) {
    const Outcome whole = decode({text}, limits);
    for (const testing::Pieces& pieces : testing::every_split(text)) {
        const Outcome outcome = decode(pieces, limits);
        EXPECT_EQ(outcome.event, whole.event) << "cut at " << pieces.front().size();
        EXPECT_EQ(outcome.error, whole.error) << "cut at " << pieces.front().size();
        EXPECT_EQ(outcome.data, whole.data) << "cut at " << pieces.front().size();
        EXPECT_EQ(outcome.rest, whole.rest) << "cut at " << pieces.front().size();
    }
    return whole;
}

struct Case {
    std::string_view text, data, rest;
};

TEST(ChunkedDecoder, TakesTheCodingOff) {
    for (const auto& [text, data, rest] : std::initializer_list<Case>{
             {"0\r\n\r\n", "", ""},
             {"0\r\n\r\nGET /", "", "GET /"},
             {"5\r\nhello\r\n0\r\n\r\n", "hello", ""},
             {"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\nx", "hello world", "x"},
             {"A\r\n0123456789\r\n0\r\n\r\n", "0123456789", ""},
             {"a\r\n0123456789\r\n0\r\n\r\n", "0123456789", ""},
             {"0000000000000005\r\nhello\r\n00\r\n\r\n", "hello", ""},
             {"4\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n", ""},
             {"5;a\r\nhello\r\n0;b=c\r\n\r\n", "hello", ""},
             {"5;a=\"b; c\"\t; d = e\r\nhello\r\n0\r\n\r\n", "hello", ""},
             {"5;\r\nhello\r\n0\r\n\r\n", "hello", ""},
             {"5;\xff\r\nhello\r\n0\r\n\r\n", "hello", ""},
             {"5\r\nhello\r\n0\r\nx-sum: 1\r\ny:\r\n\r\nrest", "hello", "rest"},
         }) {
        SCOPED_TRACE(text);
        const Outcome outcome = decode_every_split(text);
        EXPECT_EQ(outcome.event, Event::end);
        EXPECT_EQ(outcome.data, data);
        EXPECT_EQ(outcome.rest, rest);
    }
}

TEST(ChunkedDecoder, IsReadyForAnotherBody) {
    const Limits limits;
    ChunkedDecoder decoder(limits);
    for (const std::string_view text : {"0;a\r\nb: c\r\n\r\n", "00\r\n\r\n", "0\r\n\r\n"}) {
        const auto step = decoder.next(text);
        EXPECT_EQ(step.event, Event::end);
        EXPECT_EQ(step.consumed, text.size());
    }
}

struct Refusal {
    std::string_view text;
    Error error;
};

TEST(ChunkedDecoder, RefusesWhatTwoServersCouldReadDifferently) {
    for (const auto& [text, error] : std::initializer_list<Refusal>{
             {"\r\n", Error::bad_chunk_size},
             {"\n", Error::bad_chunk_size},
             {";a\r\n", Error::bad_chunk_size},
             {"+5\r\nhello\r\n", Error::bad_chunk_size},
             {"-5\r\nhello\r\n", Error::bad_chunk_size},
             {" 5\r\nhello\r\n", Error::bad_chunk_size},
             {"5 \r\nhello\r\n", Error::bad_chunk_size},
             {"5\t\r\nhello\r\n", Error::bad_chunk_size},
             {"5 ;a\r\nhello\r\n", Error::bad_chunk_size},
             {"0x5\r\nhello\r\n", Error::bad_chunk_size},
             {"0X5\r\nhello\r\n", Error::bad_chunk_size},
             {"5h\r\nhello\r\n", Error::bad_chunk_size},
             {"1_0\r\n", Error::bad_chunk_size},
             {"5.0\r\n", Error::bad_chunk_size},
             {"5,5\r\n", Error::bad_chunk_size},
             {"g\r\n", Error::bad_chunk_size},
             {"\xd9\xa1\r\n", Error::bad_chunk_size},
             {"8000000000000000\r\n", Error::bad_chunk_size},
             {"ffffffffffffffff\r\n", Error::bad_chunk_size},
             {"10000000000000005\r\nhello\r\n", Error::bad_chunk_size},
             {"00000000000000005\r\nhello\r\n", Error::bad_chunk_size},  // 17 digits
             {"5\nhello\r\n0\r\n\r\n", Error::bad_line_end},
             {"5\rhello\r\n0\r\n\r\n", Error::bad_line_end},
             {"5\r\r\nhello\r\n0\r\n\r\n", Error::bad_line_end},
             {"5;a\nhello\r\n", Error::bad_line_end},
             {"5;a\rb\r\nhello\r\n", Error::bad_line_end},
             {"5;a=\"\n\"\r\nhello\r\n", Error::bad_line_end},
             {"5;\x01\r\nhello\r\n", Error::bad_chunk_extension},
             {"5;a=\x7f\r\nhello\r\n", Error::bad_chunk_extension},
             {"5\r\nhello0\r\n\r\n", Error::bad_chunk_data},
             {"5\r\nhello\n0\r\n\r\n", Error::bad_chunk_data},
             {"5\r\nhello\r0\r\n\r\n", Error::bad_chunk_data},
             {"5\r\nhello \r\n0\r\n\r\n", Error::bad_chunk_data},
             {"5\r\nhell\r\n0\r\n\r\n", Error::bad_chunk_data},
             {"5\r\nhello\r\n\r\n", Error::bad_chunk_size},
             {"0\r\n\n", Error::bad_line_end},
             {"0\r\n\rx", Error::bad_line_end},
             {"0\n\n", Error::bad_line_end},
             {"0\r\na: b\n\r\n", Error::bad_line_end},
             {"0\r\na: b\rc\r\n", Error::bad_line_end},
             {"0\r\na: b\r\n c\r\n", Error::obsolete_line_folding},
             {"0\r\n a: b\r\n", Error::obsolete_line_folding},
             {"0\r\na : b\r\n", Error::bad_header_name},
             {"0\r\n: b\r\n", Error::bad_header_name},
             {"0\r\na\r\n", Error::bad_header_name},
             {"0\r\na: \x01\r\n", Error::bad_header_value},
             {"0\r\nContent-Length: 5\r\n\r\n", Error::bad_trailer},
             {"0\r\na: b\r\ntransfer-encoding: chunked\r\n\r\n", Error::bad_trailer},
             {"0\r\nHOST: b\r\n\r\n", Error::bad_trailer},
         }) {
        SCOPED_TRACE(text);
        EXPECT_EQ(decode_every_split(text).error, error);
    }
    EXPECT_EQ(decode_every_split(std::string_view("5\0\r\nhello", 9)).error, Error::bad_chunk_size);
    EXPECT_EQ(decode_every_split(std::string_view("5;\0\r\nhello", 10)).error, Error::bad_chunk_extension);
}

TEST(ChunkedDecoder, RefusesAsSoonAsTheBytesShowIt) {
    for (const auto& [text, error] : std::initializer_list<Refusal>{
             {"-", Error::bad_chunk_size},
             {"5 ", Error::bad_chunk_size},
             {"0x", Error::bad_chunk_size},
             {"00000000000000000", Error::bad_chunk_size},
             {"5\n", Error::bad_line_end},
             {"5\rh", Error::bad_line_end},
             {"5;\x01", Error::bad_chunk_extension},
             {"1\r\nax", Error::bad_chunk_data},
             {"0\r\n ", Error::obsolete_line_folding},
             {"0\r\na: b\n", Error::bad_line_end},
         }) {
        SCOPED_TRACE(text);
        EXPECT_EQ(decode_every_split(text).error, error);
        EXPECT_EQ(decode_every_split(text.substr(0, text.size() - 1)).event, Event::need_data);
    }
}

TEST(ChunkedDecoder, TheLargestSizeIsBelowTwoToThe63) {
    const Limits limits;
    ChunkedDecoder decoder(limits);
    EXPECT_EQ(decoder.next("7fffffffffffffff\r\nx").data, "x");
}

TEST(ChunkedDecoder, BoundsTheSizeLine) {
    Limits limits;
    limits.chunk_line_bytes = 6;
    EXPECT_EQ(decode_every_split("5;ab\r\nhello\r\n0;cd\r\n\r\n", limits).event, Event::end);
    EXPECT_EQ(decode_every_split("5;abc\r\nhello\r\n", limits).error, Error::chunk_line_too_long);
    EXPECT_EQ(decode_every_split("0;cde\r\n\r\n", limits).error, Error::chunk_line_too_long);
    EXPECT_EQ(decode_every_split("00000\r\n\r\n", limits).error, Error::chunk_line_too_long);
}

TEST(ChunkedDecoder, BoundsTheTrailers) {
    Limits limits;
    limits.header_bytes = 12;
    limits.header_count = 2;
    EXPECT_EQ(decode_every_split("0\r\na: 4\r\nb: 0\r\n\r\n", limits).event, Event::end);
    EXPECT_EQ(decode_every_split("0\r\na: 4\r\nb: 01\r\n\r\n", limits).error, Error::header_too_long);
    EXPECT_EQ(decode_every_split("0\r\na:\r\nb:\r\nc:\r\n\r\n", limits).error, Error::too_many_headers);
    EXPECT_EQ(decode_every_split("0\r\na: 45678901234567890", limits).error, Error::header_too_long);
}

}  // namespace
}  // namespace fasterapi::http
