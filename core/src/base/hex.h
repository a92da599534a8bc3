#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace fasterapi {

/// Appends the bytes that `text` stands for: two hexadecimal digits of any case each, an even count of them.
/// @return nothing, or where the first character stands that is no digit; `out` may then have some bytes.
[[nodiscard]] std::optional<std::size_t> decode_hex(std::string_view text, std::string& out);

/// Two lower-case digits for each byte.
[[nodiscard]] std::string encode_hex(std::string_view bytes);

}  // namespace fasterapi
