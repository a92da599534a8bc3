#pragma once

#include <cstddef>

namespace fasterapi::http1 {

/// The longest there is.
inline constexpr std::size_t most_status_line_bytes = 47;

/// Write "HTTP/1.1 200 OK\r\n" (RFC 9112 4) for a status in 100..599; one that no registry lists has an empty
/// reason. `out` has room for the longest, all of which may be written to.
/// @return behind the line.
[[nodiscard]] char* write_status_line(char* out, int status) noexcept;

}  // namespace fasterapi::http1
