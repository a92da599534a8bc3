#include "base/hex.h"

#include <cstdint>

namespace fasterapi {

namespace {

constexpr std::string_view digits = "0123456789abcdef";

}  // namespace

std::optional<std::size_t> decode_hex(std::string_view text, std::string& out) {
    for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
        const unsigned high = hex_digit(text[at]);
        const unsigned low = hex_digit(text[at + 1]);
        if (high > 15 || low > 15) {
            return high > 15 ? at : at + 1;
        }
        out.push_back(static_cast<char>(high << 4U | low));
    }
    return std::nullopt;
}

std::string encode_hex(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        text.push_back(digits[static_cast<std::uint8_t>(byte) >> 4U]);
        text.push_back(digits[static_cast<std::uint8_t>(byte) & 0xfU]);
    }
    return text;
}

}  // namespace fasterapi
