// A whole connection: the events of random splits are those of the bytes in one piece. The first byte seeds
// the split, the second chooses the limits.
#include <cstddef>
#include <cstdint>

#include "http1/testing.h"
#include "pieces.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace fasterapi;
    fuzz::Choices choices({reinterpret_cast<const char*>(data), size});
    const std::uint8_t seed = choices.next();
    const std::uint8_t bound = choices.next();
    const http::Limits limits{.request_line_bytes = 16u + bound,
                              .header_bytes = 32u + 2u * bound,
                              .header_count = 1u + bound / 8u,
                              .chunk_line_bytes = 4u + bound / 4u};
    const std::string_view text = choices.rest();
    fuzz::require(http1::testing::read_connection(fuzz::cut(text, seed), limits) ==
                  http1::testing::read_connection({text}, limits));
    return 0;
}
