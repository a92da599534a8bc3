#pragma once

#include <cstddef>
#include <string_view>

namespace fasterapi {

/// Where `text` first is no UTF-8 (RFC 3629: no surrogates, no overlong forms, nothing above U+10FFFF): the
/// offset of the first byte of that sequence; text.size() where all of it is valid.
[[nodiscard]] std::size_t find_bad_utf8(std::string_view text) noexcept;

}  // namespace fasterapi
