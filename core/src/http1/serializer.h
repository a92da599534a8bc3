#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/byte_buffer.h"
#include "http/header_field.h"
#include "http/request_head.h"

namespace fasterapi::http1 {

/// How the receiver finds the end of a response's content (RFC 9112 6.3).
enum class ResponseFraming : std::uint8_t {
    none,         ///< 1xx, 204, 304: no content and no Content-Length
    length,       ///< Content-Length
    chunked,      ///< Transfer-Encoding: chunked
    until_close,  ///< HTTP/1.0 client and unknown length: the connection ends it
};

/// What goes into a response head besides the user's own fields.
struct HeadContext {
    http::Version version = http::Version::http_1_1;  ///< of the request
    bool keep_alive = true;
    ResponseFraming framing = ResponseFraming::length;
    std::uint64_t content_length = 0;  ///< where framing is length
    std::string_view date{};           ///< IMF-fixdate or empty; left out where the user set one
    std::string_view server{};         ///< empty: no Server field
};

/// Append a response head: status line, date, server, content-type (where not empty), `fields` in their
/// order, framing and Connection ("close", or "keep-alive" to an HTTP/1.0 client that asked for it). `fields`
/// are valid (http::is_token, http::is_field_value) and hold neither Content-Length, Transfer-Encoding nor
/// Connection: those are `context`'s. A Date or Server among them replaces ours.
void write_head(ByteBuffer& out, int status, std::string_view content_type,
                std::span<const http::HeaderField> fields, const HeadContext& context);

/// Append one chunk (RFC 9112 7.1); nothing for empty content, which would end the body.
void write_chunk(ByteBuffer& out, std::string_view content);

/// The chunk that ends a body.
inline constexpr std::string_view last_chunk = "0\r\n\r\n";

/// The interim answer to Expect: 100-continue.
inline constexpr std::string_view continue_response = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace fasterapi::http1
