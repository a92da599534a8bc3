#include "utf8_str.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace fasterapi::python {

namespace {

constexpr bool is_continuation(unsigned char byte) noexcept {
    return (byte & 0xc0) == 0x80;
}

struct Measures {
    std::size_t points = 0;
    unsigned char greatest = 0;  ///< byte
};

#if defined(__SSE2__)
constexpr std::ptrdiff_t block_bytes = 16;

__m128i load(const void* from) noexcept {
    return _mm_loadu_si128(static_cast<const __m128i*>(from));
}

/// Of whole blocks, which are taken off the text.
Measures measures_of_blocks(std::string_view& text) noexcept {
    __m128i points = _mm_setzero_si128();
    __m128i greatest = _mm_setzero_si128();
    for (; text.size() >= block_bytes; text.remove_prefix(block_bytes)) {
        const __m128i bytes = load(text.data());
        const __m128i leads = _mm_cmpgt_epi8(bytes, _mm_set1_epi8(-65));  // continuations are -128 to -65
        const __m128i ones = _mm_and_si128(leads, _mm_set1_epi8(1));
        points = _mm_add_epi64(points, _mm_sad_epu8(ones, _mm_setzero_si128()));
        greatest = _mm_max_epu8(greatest, bytes);
    }
    std::array<std::uint64_t, 2> counts{};
    std::array<unsigned char, block_bytes> bytes{};
    _mm_storeu_si128(reinterpret_cast<__m128i*>(counts.data()), points);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(bytes.data()), greatest);
    return {.points = counts[0] + counts[1], .greatest = *std::max_element(bytes.begin(), bytes.end())};
}

/// A block of ASCII, each byte as a unit.
template <class Unit>
void widen(__m128i bytes, Unit* to) noexcept {
    const __m128i zero = _mm_setzero_si128();
    const auto store = [to](std::size_t place, __m128i units) {
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to + place), units);
    };
    if constexpr (sizeof(Unit) == 1) {
        store(0, bytes);
        return;
    }
    const __m128i low = _mm_unpacklo_epi8(bytes, zero);
    const __m128i high = _mm_unpackhi_epi8(bytes, zero);
    if constexpr (sizeof(Unit) == 2) {
        store(0, low);
        store(8, high);
    } else if constexpr (sizeof(Unit) == 4) {
        store(0, _mm_unpacklo_epi16(low, zero));
        store(4, _mm_unpackhi_epi16(low, zero));
        store(8, _mm_unpacklo_epi16(high, zero));
        store(12, _mm_unpackhi_epi16(high, zero));
    }
}

/// The ASCII from `at` on, which both are moved behind, as far as a look at whole blocks tells.
template <class Unit>
void decode_ascii(const unsigned char*& at, const unsigned char* end, Unit*& to) noexcept {
    while (end - at >= block_bytes) {
        const __m128i bytes = load(at);
        const auto others = static_cast<unsigned>(_mm_movemask_epi8(bytes));
        if (others != 0) {
            // Not the whole block: there may be less room than bytes.
            const auto count = static_cast<std::ptrdiff_t>(std::countr_zero(others));
            to = std::copy_n(at, count, to);
            at += count;
            return;
        }
        widen(bytes, to);
        at += block_bytes;
        to += block_bytes;
    }
}
#else
Measures measures_of_blocks(std::string_view&) noexcept {
    return {};
}

template <class Unit>
void decode_ascii(const unsigned char*&, const unsigned char*, Unit*&) noexcept {}
#endif

Measures measures_of(std::string_view text) noexcept {
    Measures measures = measures_of_blocks(text);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        measures.points += is_continuation(byte) ? 0 : 1;
        measures.greatest = std::max(measures.greatest, byte);
    }
    return measures;
}

/// A bound of the code points, which tells CPython how wide they are; by the byte that leads the greatest.
Py_UCS4 bound_of(unsigned char greatest) noexcept {
    return greatest < 0x80 ? 0x7f : greatest < 0xc4 ? 0xff : greatest < 0xf0 ? 0xffff : 0x10ffff;
}

template <class Unit>
void decode(std::string_view text, Unit* to) noexcept {
    const auto* at = reinterpret_cast<const unsigned char*>(text.data());
    const auto* const end = at + text.size();
    const auto tail = [&at] { return static_cast<Py_UCS4>(*at++ & 0x3f); };
    for (decode_ascii(at, end, to); at != end; decode_ascii(at, end, to)) {
        const unsigned char lead = *at++;
        Py_UCS4 point = lead;
        if (lead >= 0xf0) {
            point = static_cast<Py_UCS4>(lead & 0x07) << 18;
            point |= tail() << 12;
            point |= tail() << 6;
            point |= tail();
        } else if (lead >= 0xe0) {
            point = static_cast<Py_UCS4>(lead & 0x0f) << 12;
            point |= tail() << 6;
            point |= tail();
        } else if (lead >= 0x80) {
            point = static_cast<Py_UCS4>(lead & 0x1f) << 6;
            point |= tail();
        }
        *to++ = static_cast<Unit>(point);
    }
}

}  // namespace

Object str_of_valid_utf8(std::string_view text) noexcept {
    const Measures measures = measures_of(text);
    Object made =
        Object::steal(PyUnicode_New(static_cast<Py_ssize_t>(measures.points), bound_of(measures.greatest)));
    if (!made) {
        return made;
    }
    switch (PyUnicode_KIND(made.get())) {
        case PyUnicode_1BYTE_KIND: decode(text, PyUnicode_1BYTE_DATA(made.get())); break;
        case PyUnicode_2BYTE_KIND: decode(text, PyUnicode_2BYTE_DATA(made.get())); break;
        default: decode(text, PyUnicode_4BYTE_DATA(made.get()));
    }
    return made;
}

}  // namespace fasterapi::python
