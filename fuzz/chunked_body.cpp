// Chunked bodies: a split changes nothing, and what is encoded comes back. The first byte seeds the split.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/byte_buffer.h"
#include "http/chunked_decoder.h"
#include "http/testing.h"
#include "http1/serializer.h"
#include "pieces.h"
#include "require.h"

namespace {

using namespace fasterapi;
using Event = http::ChunkedDecoder::Event;

struct Outcome {
    std::string data;
    std::string_view ended;  ///< "end", why it was refused, or empty
    std::size_t consumed = 0;

    bool operator==(const Outcome&) const = default;
};

Outcome decode(const http::testing::Pieces& pieces) {
    const http::Limits limits{.header_bytes = 200, .header_count = 10, .chunk_line_bytes = 40};
    http::ChunkedDecoder decoder(limits);
    http::testing::MovingInput input;
    Outcome outcome;
    for (const std::string_view piece : pieces) {
        input.arrive(piece);
        for (;;) {
            const auto step = decoder.next(input.view());
            fuzz::require(step.consumed <= input.view().size());
            fuzz::require((step.event == Event::data) == !step.data.empty());
            if (step.event == Event::refused) {
                outcome.ended = http::explanation_of(step.error);
                outcome.consumed = 0;
                return outcome;
            }
            outcome.data += step.data;
            outcome.consumed += step.consumed;
            input.consume(step.consumed);
            if (step.event == Event::end) {
                outcome.ended = "end";
                return outcome;
            }
            if (step.event == Event::need_data) break;
        }
    }
    outcome.consumed = 0;  // how much of an unfinished line was taken depends on the split
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Choices choices({reinterpret_cast<const char*>(data), size});
    const std::uint8_t seed = choices.next();
    const std::string_view text = choices.rest();
    fuzz::require(decode(fuzz::cut(text, seed)) == decode({text}));

    ByteBuffer encoded;
    for (const std::string_view piece : fuzz::cut(text, seed)) {
        http1::write_chunk(encoded, piece);
    }
    encoded.append(http1::last_chunk);
    const Outcome back = decode(fuzz::cut(encoded.view(), seed + 1u));
    fuzz::require(back.ended == "end" && back.data == text && back.consumed == encoded.size());
    return 0;
}
