#pragma once

#include <cstddef>
#include <string_view>

namespace fasterapi::http1 {

/// "HTTP/1.1 200 OK\r\n" (RFC 9112 4) for a status in 100..599; one that no registry lists has an empty
/// reason.
[[nodiscard]] std::string_view status_line(int status) noexcept;

/// The longest of them.
inline constexpr std::size_t most_status_line_bytes = 47;

}  // namespace fasterapi::http1
