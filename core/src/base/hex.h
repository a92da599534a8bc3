#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace fasterapi {

/// The value of a hexadecimal digit of any case; 16 for what is none.
[[nodiscard]] constexpr unsigned hex_digit(char digit) noexcept {
    if (digit >= '0' && digit <= '9') {
        return static_cast<unsigned>(digit - '0');
    }
    const int lower = static_cast<unsigned char>(digit) | 0x20;
    return lower >= 'a' && lower <= 'f' ? static_cast<unsigned>(lower - 'a') + 10 : 16;
}

/// Appends the bytes that `text` stands for: two hexadecimal digits of any case each, an even count of them.
/// @return nothing, or where the first character stands that is no digit; `out` may then have some bytes.
[[nodiscard]] std::optional<std::size_t> decode_hex(std::string_view text, std::string& out);

/// Two lower-case digits for each byte.
[[nodiscard]] std::string encode_hex(std::string_view bytes);

}  // namespace fasterapi
