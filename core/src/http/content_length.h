#pragma once

#include <cstdint>
#include <string_view>

#include "http/error.h"

namespace fasterapi::http {

/// Length in bytes from a Content-Length value: digits only (RFC 9110 8.6).
/// A list of equal values ("5, 5") is refused as well: intermediaries disagree about it (RFC 9112 6.3).
/// @return bytes, or Error::bad_content_length for anything else, 2^63 and above included.
[[nodiscard]] Result<std::uint64_t> parse_content_length(std::string_view value) noexcept;

}  // namespace fasterapi::http
