#include "utf8_str.h"

#include <algorithm>
#include <cstdint>

namespace fasterapi::python {

namespace {

constexpr bool is_continuation(unsigned char byte) noexcept {
    return (byte & 0xc0) == 0x80;
}

struct Measures {
    std::size_t points = 0;
    unsigned char greatest = 0;  ///< byte
};

Measures measures_of(std::string_view text) noexcept {
    Measures measures;
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
    while (at != end) {
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
