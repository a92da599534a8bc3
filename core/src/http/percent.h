#pragma once

#include <string>
#include <string_view>

namespace fasterapi::http {

/// Every "%" is followed by two hexadecimal digits (RFC 3986 2.1).
[[nodiscard]] bool has_valid_percent_escapes(std::string_view text) noexcept;

/// `text` with its percent escapes decoded once. Without any, `text` itself and `storage` is untouched;
/// else a view of `storage`. Only for text with valid escapes. "+" stays "+", dots and "//" stay as they are.
[[nodiscard]] std::string_view percent_decode(std::string_view text, std::string& storage);

/// A decoded path as it may stand in a URL: everything but unreserved characters, sub-delims, ":", "@" and
/// "/" (RFC 3986 3.3) is escaped.
[[nodiscard]] std::string percent_encode_path(std::string_view path);

}  // namespace fasterapi::http
