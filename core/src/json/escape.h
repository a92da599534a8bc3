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

/// Whether one of eight bytes needs an escape. Exact: only a byte that needs one itself ever borrows.
[[nodiscard]] constexpr bool any_needs_escape(std::uint64_t bytes) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t tops = 0x8080808080808080;
    const std::uint64_t quotes = bytes ^ (ones * '"');
    const std::uint64_t backslashes = bytes ^ (ones * '\\');
    const std::uint64_t below_space = (bytes - ones * 0x20) & ~bytes;
    return ((below_space | ((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes)) & tops) != 0;
}

/// Copy a word, and give its value.
template <class Word>
[[nodiscard]] std::uint64_t copy_word(char* to, const char* from) noexcept {
    Word word;
    std::memcpy(&word, from, sizeof(word));
    std::memcpy(to, &word, sizeof(word));
    return word;
}

#if defined(__SSE2__)
/// Bit n is set where byte n needs an escape.
[[nodiscard]] inline unsigned special_among(__m128i bytes) noexcept {
    const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
    const __m128i quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    const __m128i backslashes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
    return static_cast<unsigned>(
        _mm_movemask_epi8(_mm_or_si128(controls, _mm_or_si128(quotes, backslashes))));
}

/// Copy 16 bytes. @return bit n is set where byte n needs an escape.
[[nodiscard]] inline unsigned copy_16(char* to, const char* from) noexcept {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
    return special_among(bytes);
}
#endif

/// Copy `size` bytes; those behind the first that needs an escape are of no value.
/// One pass, of which the last step overlaps the one before: for the short texts that JSON consists of, that
/// takes half the time of looking first and copying then.
/// @return how many come before the first that needs an escape; `size` where none does.
[[nodiscard]] inline std::size_t copy_clean(char* to, const char* from, std::size_t size) noexcept {
    std::size_t at = 0;
#if defined(__SSE2__)
    if (size >= 16) {
        for (; size - at > 16; at += 16) {
            if (const unsigned found = copy_16(to + at, from + at); found != 0) {
                return at + static_cast<std::size_t>(std::countr_zero(found));
            }
        }
        const unsigned found = copy_16(to + size - 16, from + size - 16);
        return found == 0 ? size : size - 16 + static_cast<std::size_t>(std::countr_zero(found));
    }
#endif
    bool clean = false;
    if (size >= 8) {
        clean = true;
        for (; clean && size - at > 8; at += 8) {
            clean = !any_needs_escape(copy_word<std::uint64_t>(to + at, from + at));
        }
        clean = clean && !any_needs_escape(copy_word<std::uint64_t>(to + size - 8, from + size - 8));
    } else if (size >= 4) {
        const std::uint64_t front = copy_word<std::uint32_t>(to, from);
        clean = !any_needs_escape(front | copy_word<std::uint32_t>(to + size - 4, from + size - 4) << 32);
    }
    if (clean) {
        return size;
    }
    // Fewer than four bytes, or one of the word just copied is it.
    for (at = at >= 8 ? at - 8 : 0; at < size && !needs_escape(static_cast<unsigned char>(from[at])); ++at) {
        to[at] = from[at];
    }
    return at;
}

}  // namespace fasterapi::json
