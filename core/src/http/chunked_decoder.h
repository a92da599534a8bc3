#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "http/error.h"
#include "http/field_reader.h"
#include "http/limits.h"

namespace fasterapi::http {

/// Takes the chunked transfer coding off a request body (RFC 9112 7.1). Extensions and trailer fields are
/// checked and dropped; trailer fields that would have framed or routed the message are refused.
class ChunkedDecoder {
public:
    enum class Event : std::uint8_t { need_data, data, end, refused };
    struct Step {
        Event event = Event::need_data;
        Error error{};
        std::size_t consumed = 0;  ///< also with Event::need_data
        std::string_view data{};   ///< a view into the input
    };

    explicit ChunkedDecoder(const Limits& limits) noexcept : limits_(&limits) {}

    /// Read on in `input`, which begins with the first byte not consumed.
    /// Ready for another body once this one ended; not to be called again once refused.
    [[nodiscard]] Step next(std::string_view input) noexcept;

private:
    enum class Stage : std::uint8_t { size, extension, line_feed, data, data_end, data_end_feed, trailers };

    [[nodiscard]] std::optional<Error> read_framing(char c) noexcept;
    [[nodiscard]] std::optional<Error> read_size(char c) noexcept;
    [[nodiscard]] std::optional<Error> read_extension(char c) noexcept;
    [[nodiscard]] std::optional<Error> count_line_byte() noexcept;
    void begin_chunk() noexcept;
    [[nodiscard]] Step take_data(std::string_view input, std::size_t at) noexcept;
    [[nodiscard]] Step read_trailers(std::string_view input, std::size_t at) noexcept;

    const Limits* limits_;
    std::uint64_t size_ = 0;      ///< of the chunk; then what is still to come of its data
    std::size_t line_bytes_ = 0;  ///< seen of the chunk-size line
    std::uint8_t digits_ = 0;
    Stage stage_ = Stage::size;
    FieldReader trailers_;
};

}  // namespace fasterapi::http
