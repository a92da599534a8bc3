#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "http/ascii.h"

namespace fasterapi::http {

/// The first control character but HTAB in [from, end), or `end`. The bytes of [begin, from) may be read
/// again.
[[nodiscard]] inline const char* find_control(const char* begin, const char* from, const char* end) noexcept {
#if defined(__SSE2__)
    // Lines are some 40 bytes long: steps of 32 bytes (AVX2) were no faster in request_reader_bench, single
    // bytes were a fifth slower for a browser's head.
    constexpr std::ptrdiff_t step = 16;
    const auto controls = [](const char* at) noexcept -> unsigned {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
        const __m128i tab = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t'));
        const __m128i del = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7f));
        return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_andnot_si128(tab, low), del)));
    };
    for (; end - from >= step; from += step) {
        if (const unsigned found = controls(from)) {
            return from + std::countr_zero(found);
        }
    }
    if (from != end && end - begin >= step) {
        // The last bytes in one step too, together with some that were seen before.
        const unsigned found = controls(end - step) >> (step - (end - from));
        return found != 0 ? from + std::countr_zero(found) : end;
    }
#else
    static_cast<void>(begin);
#endif
    return std::find_if(from, end, [](char c) { return is(control_char, c); });
}

/// Cuts lines out of bytes that come in pieces; looks at each byte once, however small the pieces are.
/// A line ends with CR LF: a lone CR or LF is an error, as is any other control character but HTAB.
class LineScanner {
public:
    enum class Found : std::uint8_t { line, need_data, too_long, bad_line_end, control_character };

    explicit LineScanner(std::size_t begin = 0) noexcept : begin_(begin), scanned_(begin) {}

    /// Where the current line begins in the input.
    [[nodiscard]] std::size_t begin() const noexcept { return begin_; }
    /// The current line up to what was looked at: all of it, without CR LF, after Found::line.
    [[nodiscard]] std::string_view text(std::string_view input) const noexcept {
        return {input.data() + begin_, scanned_ - begin_};
    }

    /// Look for the end of the current line in `input`: the bytes of the last call and maybe more behind
    /// them. The line may have at most `most` bytes, CR LF included.
    [[nodiscard]] Found scan(std::string_view input, std::size_t most) noexcept {
        const std::size_t available = input.size() - begin_;
        const char* const end = input.data() + begin_ + std::min(available, most);
        const char* const at = find_control(input.data(), input.data() + scanned_, end);
        scanned_ = static_cast<std::size_t>(at - input.data());
        if (end - at >= 2) [[likely]] {
            if (at[0] == '\r') [[likely]] {
                return at[1] == '\n' ? Found::line : Found::bad_line_end;
            }
        }
        if (at == end || *at == '\r') {
            return available < most ? Found::need_data : Found::too_long;
        }
        return *at == '\n' ? Found::bad_line_end : Found::control_character;
    }

    /// The current line is there, and empty.
    [[nodiscard]] bool is_empty_line(std::string_view input) const noexcept {
        return input.size() - begin_ >= 2 && input[begin_] == '\r' && input[begin_ + 1] == '\n';
    }
    /// Go on to the next line; only after is_empty_line().
    void advance_empty() noexcept { begin_ = scanned_ = begin_ + 2; }

    /// Go on to the next line; only after Found::line.
    void advance() noexcept { begin_ = scanned_ += 2; }

private:
    std::size_t begin_;
    std::size_t scanned_;
};

}  // namespace fasterapi::http
