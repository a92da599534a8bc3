#pragma once

#include <optional>
#include <string_view>

#include "http/error.h"
#include "http/request_head.h"

namespace fasterapi::http {

/// Let a field say how the body of `head` is framed (RFC 9112 6.1 to 6.3); head.version is set before.
/// Whatever two servers could read differently is refused: both fields in one head, one of them twice, lists.
/// @return what is wrong, or nothing.
[[nodiscard]] std::optional<Error> apply_content_length(RequestHead& head, std::string_view value) noexcept;

/// The only coding known is "chunked", once and last; others are Error::unknown_transfer_coding.
[[nodiscard]] std::optional<Error> apply_transfer_encoding(RequestHead& head,
                                                           std::string_view value) noexcept;

}  // namespace fasterapi::http
