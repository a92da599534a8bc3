#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fasterapi {

/// What keeps a text from being base64.
struct Base64Error {
    enum class Of : std::uint8_t {
        symbol,       ///< none of the alphabet's, or padding where none may be
        length,       ///< ends behind the first symbol of four; `at` is the length
        last_symbol,  ///< has bits that belong to no byte; its `value` tells them
    };
    Of what;
    std::size_t at;
    std::uint8_t symbol = 0;
    std::uint8_t value = 0;
};

/// Appends the bytes that `text` stands for, in the URL-safe alphabet (RFC 4648 section 5), or in the
/// standard one (section 4) where "+" or "/" is what keeps it from that. Padding may be left away.
/// @return nothing, or what is wrong; `out` may then have some bytes.
[[nodiscard]] std::optional<Base64Error> decode_base64(std::string_view text, std::string& out);

/// `bytes` in the URL-safe alphabet, padded.
[[nodiscard]] std::string encode_base64(std::string_view bytes);

}  // namespace fasterapi
