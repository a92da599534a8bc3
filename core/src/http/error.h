#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace fasterapi::http {

/// Why a message was refused. Names say what was wrong, not where it was noticed.
enum class Error : std::uint8_t {
    bad_request_line,
    bad_method,
    bad_target,
    bad_percent_escape,
    bad_version,
    unsupported_version,
    bad_line_end,
    bad_header_name,
    bad_header_value,
    obsolete_line_folding,
    missing_host,
    repeated_host,
    bad_host,
    bad_content_length,
    repeated_content_length,
    content_length_with_transfer_encoding,
    transfer_encoding_in_http_1_0,
    bad_transfer_encoding,
    unknown_transfer_coding,
    bad_chunk_size,
    bad_chunk_extension,
    chunk_line_too_long,
    bad_chunk_data,
    bad_trailer,
    request_line_too_long,
    header_too_long,
    too_many_headers,
    unsupported_expectation,
    body_too_large,
    head_timeout,
    body_timeout,
};

/// The status that answers it (RFC 9110 15.5, 15.6; RFC 6585 5).
[[nodiscard]] int status_of(Error error) noexcept;

/// One English sentence without a full stop for the client, such as "Content-Length is not a number".
[[nodiscard]] std::string_view explanation_of(Error error) noexcept;

template <class T>
using Result = fasterapi::Result<T, Error>;

}  // namespace fasterapi::http
