#pragma once

#include <optional>
#include <string_view>

#include "http/error.h"
#include "http/request_head.h"

namespace fasterapi::http {

/// Cut a request line (RFC 9112 3), given without its line end, and fill in method, version, target, its
/// parts and keep_alive as the version has it by default. Between the three parts is exactly one SP.
/// @return what is wrong, or nothing.
[[nodiscard]] std::optional<Error> parse_request_line(std::string_view line, RequestHead& head) noexcept;

}  // namespace fasterapi::http
