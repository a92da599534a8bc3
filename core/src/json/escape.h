#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace fasterapi::json {

/// Longest escape of one byte: \u00xx.
inline constexpr std::size_t longest_escape_bytes = 6;

/// Whether JSON wants this byte escaped in a string: a quote, a backslash, a control character (RFC 8259 7).
[[nodiscard]] constexpr bool needs_escape(unsigned char byte) noexcept {
    return byte < 0x20 || byte == '"' || byte == '\\';
}

/// Write the escape of `byte`, which needs one: at most longest_escape_bytes.
/// @return behind what was written.
char* write_escape(char* out, unsigned char byte) noexcept;

/// Whether one of eight bytes needs an escape. Exact: a borrow only ever comes from a byte that needs one
/// itself.
[[nodiscard]] constexpr bool any_needs_escape(std::uint64_t bytes) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t tops = 0x8080808080808080;
    const std::uint64_t quotes = bytes ^ (ones * '"');
    const std::uint64_t backslashes = bytes ^ (ones * '\\');
    const std::uint64_t below_space = (bytes - ones * 0x20) & ~bytes;
    return ((below_space | ((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes)) & tops) != 0;
}

/// How many of the first `size` bytes come before the first that needs an escape; `size` where none does.
[[nodiscard]] inline std::size_t clean_prefix(const char* text, std::size_t size) noexcept {
    std::size_t at = 0;
#if defined(__SSE2__)
    const __m128i last_control = _mm_set1_epi8(0x1f);
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i backslash = _mm_set1_epi8('\\');
    for (; size - at >= 16; at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + at));
        const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes);
        const __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash));
        const int found = _mm_movemask_epi8(_mm_or_si128(controls, marks));
        if (found != 0) {
            return at + static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(found)));
        }
    }
#endif
    for (; size - at >= 8; at += 8) {
        std::uint64_t bytes;
        std::memcpy(&bytes, text + at, 8);
        if (any_needs_escape(bytes)) {
            break;
        }
    }
    while (at < size && !needs_escape(static_cast<unsigned char>(text[at]))) {
        ++at;
    }
    return at;
}

}  // namespace fasterapi::json
