#include "json/writer.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "json/escape.h"

namespace fasterapi::json {

namespace {

constexpr std::size_t longest_integer_bytes = 20;  // -9223372036854775808
constexpr std::size_t longest_double_bytes = 24;   // -2.2250738585072014e-308

template <class Integer>
void write_integer(ByteBuffer& out, Integer value) {
    char* const begin = out.prepare(longest_integer_bytes);
    const std::to_chars_result written = std::to_chars(begin, begin + longest_integer_bytes, value);
    out.commit(static_cast<std::size_t>(written.ptr - begin));
}

/// "ddd.ddd" for digits d.ddddd times ten to the `exponent`, in [-4, 16); always with a point, as in repr.
char* lay_out_fixed(char* out, std::string_view digits, int exponent) {
    if (exponent < 0) {
        const auto zeros = static_cast<std::size_t>(-exponent);
        *out++ = '0';
        *out++ = '.';
        out = std::fill_n(out, zeros - 1, '0');
        return std::copy(digits.begin(), digits.end(), out);
    }
    const std::size_t whole = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() <= whole) {
        out = std::copy(digits.begin(), digits.end(), out);
        out = std::fill_n(out, whole - digits.size(), '0');
        *out++ = '.';
        *out++ = '0';
        return out;
    }
    out = std::copy_n(digits.begin(), whole, out);
    *out++ = '.';
    return std::copy(digits.begin() + static_cast<std::ptrdiff_t>(whole), digits.end(), out);
}

/// The numbers people write: below 1e9, with up to six decimals. If such a decimal reads back as `value`, it
/// is the shortest, since no two decimals of at most 15 digits read back the same. A third of the time of
/// to_chars.
/// @return behind what was written; nullptr, and nothing was, for another number.
char* lay_out_short_decimal(char* out, double value) {
    constexpr double scale = 1e6;
    const double magnitude = std::fabs(value);
    if (!(magnitude < 1e9) || (magnitude < 1e-4 && magnitude != 0)) {
        return nullptr;
    }
    // NOLINTNEXTLINE(bugprone-incorrect-roundings): what this rounds wrong does not read back
    const auto scaled = static_cast<std::uint64_t>(magnitude * scale + 0.5);
    if (static_cast<double>(scaled) / scale != magnitude) {
        return nullptr;
    }
    if (std::signbit(value)) {
        *out++ = '-';
    }
    out = std::to_chars(out, out + longest_double_bytes, scaled / 1000000).ptr;
    *out++ = '.';
    std::uint64_t fraction = scaled % 1000000;
    do {
        *out++ = static_cast<char>('0' + fraction / 100000);
        fraction = fraction % 100000 * 10;
    } while (fraction != 0);
    return out;
}

/// `value` is finite; at most longest_double_bytes.
/// @return behind what was written.
char* lay_out(char* out, double value) {
    if (char* const end = lay_out_short_decimal(out, value)) {
        return end;
    }
    char* const end =
        std::to_chars(out, out + longest_double_bytes, value, std::chars_format::scientific).ptr;
    // "-d.ddde-XX": to_chars and repr agree on the digits, and outside of [-4, 16) on the layout as well.
    const char* exponent_mark = end - 1;
    while (*exponent_mark != 'e') {
        --exponent_mark;
    }
    int exponent = 0;
    std::from_chars(exponent_mark + (exponent_mark[1] == '+' ? 2 : 1), end, exponent);
    if (exponent < -4 || exponent >= 16) {
        return end;
    }

    char digits[longest_double_bytes];
    const char* from = out;
    if (*from == '-') {
        ++from;
        ++out;
    }
    std::size_t count = 0;
    digits[count++] = *from++;
    if (*from == '.') {
        ++from;
        const auto fraction = static_cast<std::size_t>(exponent_mark - from);
        std::memcpy(digits + count, from, fraction);
        count += fraction;
    }
    return lay_out_fixed(out, {digits, count}, exponent);
}

}  // namespace

char* write_escape(char* out, unsigned char byte) noexcept {
    constexpr char digits[] = "0123456789abcdef";
    char letter = 0;
    switch (byte) {
        case '"': letter = '"'; break;
        case '\\': letter = '\\'; break;
        case '\b': letter = 'b'; break;
        case '\f': letter = 'f'; break;
        case '\n': letter = 'n'; break;
        case '\r': letter = 'r'; break;
        case '\t': letter = 't'; break;
        default:
            std::memcpy(out, "\\u00", 4);
            out[4] = digits[byte >> 4];
            out[5] = digits[byte & 15];
            return out + 6;
    }
    out[0] = '\\';
    out[1] = letter;
    return out + 2;
}

namespace {

/// Of a member's name also what stands before and behind it: room is made once for all.
template <bool IsName>
void write_quoted(ByteBuffer& out, char separator, std::string_view text) {
    constexpr std::size_t around = IsName ? 4 : 2;
    const char* from = text.data();
    std::size_t left = text.size();
    char* begin = out.prepare(left + around);
    char* to = begin;
    if constexpr (IsName) {
        *to++ = separator;
    }
    *to++ = '"';
    while (left > 0) {
        const std::size_t clean = copy_clean(to, from, left);
        to += clean;
        if (clean == left) {
            break;
        }
        out.commit(static_cast<std::size_t>(to - begin));
        begin = out.prepare(left - clean + longest_escape_bytes + around);
        to = write_escape(begin, static_cast<unsigned char>(from[clean]));
        from += clean + 1;
        left -= clean + 1;
    }
    *to++ = '"';
    if constexpr (IsName) {
        *to++ = ':';
    }
    out.commit(static_cast<std::size_t>(to - begin));
}

}  // namespace

void write_string(ByteBuffer& out, std::string_view text) {
    write_quoted<false>(out, {}, text);
}

void write_name(ByteBuffer& out, char separator, std::string_view name) {
    write_quoted<true>(out, separator, name);
}

void write_int(ByteBuffer& out, std::int64_t value) {
    write_integer(out, value);
}

void write_uint(ByteBuffer& out, std::uint64_t value) {
    write_integer(out, value);
}

bool write_double(ByteBuffer& out, double value) {
    if (!std::isfinite(value)) {
        return false;
    }
    char* const begin = out.prepare(longest_double_bytes);
    out.commit(static_cast<std::size_t>(lay_out(begin, value) - begin));
    return true;
}

}  // namespace fasterapi::json
