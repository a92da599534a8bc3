#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "http/header_field.h"
#include "http/request_head.h"
#include "http1/serializer.h"

namespace fasterapi::server {

/// What a handler's fields say about the framing of its response, and the fields without those.
struct FramingFields {
    std::span<const http::HeaderField> others{};
    std::optional<std::uint64_t> content_length{};
    bool close = false;  ///< "Connection: close"
};

/// Take Content-Length, Transfer-Encoding and Connection out of `fields`, by way of `scratch` where there are
/// any. A Content-Length that is not a number is dropped.
[[nodiscard]] FramingFields take_framing_fields(std::span<const http::HeaderField> fields,
                                                std::vector<http::HeaderField>& scratch);

/// How a response ends on the wire (RFC 9112 6.3), and whether content goes out at all.
struct ResponseFraming {
    http1::ResponseFraming framing = http1::ResponseFraming::none;
    std::uint64_t content_length = 0;
    bool sends_content = false;  ///< not in answers to HEAD, nor in 1xx, 204 and 304
};

/// For a response whose content is at hand. `declared` is the handler's Content-Length: it stands where no
/// content is sent (HEAD, 304), else the true length does.
[[nodiscard]] ResponseFraming frame_whole(const http::RequestHead& request, int status, std::uint64_t length,
                                          std::optional<std::uint64_t> declared) noexcept;

/// For a response in pieces, of known length or not.
[[nodiscard]] ResponseFraming frame_pieces(const http::RequestHead& request, int status,
                                           std::optional<std::uint64_t> length) noexcept;

}  // namespace fasterapi::server
