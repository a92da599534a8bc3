#include "json/reader.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <limits>

#include "base/hex.h"
#include "base/utf8.h"
#include "json/escape.h"

namespace fasterapi::json {

namespace {

constexpr bool is_ascii(char byte) noexcept {
    return static_cast<unsigned char>(byte) < 0x80;
}

/// The first byte from `at` on that is no plain part of a string: a quote, a backslash, a control character.
/// `ascii` turns false when one before it is not ASCII.
const char* find_special(const char* at, const char* end, bool& ascii) noexcept {
#if defined(__SSE2__)
    constexpr std::ptrdiff_t step = 16;
    for (; end - at >= step; at += step) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        const unsigned special = special_among(bytes);
        auto tops = static_cast<unsigned>(_mm_movemask_epi8(bytes));
        if (special != 0) {
            const int before = std::countr_zero(special);
            tops &= (1U << before) - 1;
            ascii = ascii && tops == 0;
            return at + before;
        }
        ascii = ascii && tops == 0;
    }
#endif
    for (; at != end && !needs_escape(static_cast<unsigned char>(*at)); ++at) {
        ascii = ascii && is_ascii(*at);
    }
    return at;
}

constexpr std::size_t longest_point_bytes = 4;

/// @return behind what was written: at most longest_point_bytes.
char* write_utf8(char* to, unsigned point) noexcept {
    const auto tail = [point](unsigned shift) { return static_cast<char>(0x80 | ((point >> shift) & 0x3f)); };
    if (point < 0x80) {
        *to++ = static_cast<char>(point);
        return to;
    }
    if (point < 0x800) {
        *to++ = static_cast<char>(0xc0 | (point >> 6));
    } else if (point < 0x10000) {
        *to++ = static_cast<char>(0xe0 | (point >> 12));
        *to++ = tail(6);
    } else {
        *to++ = static_cast<char>(0xf0 | (point >> 18));
        *to++ = tail(12);
        *to++ = tail(6);
    }
    *to++ = tail(0);
    return to;
}

constexpr bool is_high_surrogate(unsigned unit) noexcept {
    return unit >= 0xd800 && unit < 0xdc00;
}

constexpr bool is_low_surrogate(unsigned unit) noexcept {
    return unit >= 0xdc00 && unit < 0xe000;
}

/// Whether a number that no double holds is too large for one, not too small: where its first digit that is
/// not zero stands, by the decimal point and the exponent.
bool is_huge(std::string_view digits) noexcept {
    const std::size_t mark = digits.find_first_of("eE");
    const std::string_view significand = digits.substr(0, mark);
    const std::size_t point = std::min(significand.find('.'), significand.size());
    const std::size_t first = significand.find_first_of("123456789");
    std::int64_t exponent = 0;
    if (mark != std::string_view::npos) {
        const std::size_t begin = mark + (digits[mark + 1] == '+' ? 2 : 1);
        const auto read = std::from_chars(digits.data() + begin, digits.data() + digits.size(), exponent);
        if (read.ec != std::errc()) {
            return digits[begin] != '-';
        }
    }
    return exponent > static_cast<std::int64_t>(first) - static_cast<std::int64_t>(point);
}

}  // namespace

std::string_view explanation_of(ReadError error) noexcept {
    switch (error) {
        case ReadError::none: return "nothing is wrong";
        case ReadError::ends_early: return "the text ends too early";
        case ReadError::expected_value: return "a value is expected";
        case ReadError::expected_name: return "a member's name in quotes is expected";
        case ReadError::expected_colon: return "a colon is expected";
        case ReadError::expected_comma_or_end: return "a comma or the end of the array or object is expected";
        case ReadError::bad_number: return "this is no number";
        case ReadError::bad_escape: return "there is no such escape";
        case ReadError::control_character: return "a control character has to be escaped";
        case ReadError::bad_utf8: return "the text is not UTF-8";
        case ReadError::lone_surrogate: return "an escaped surrogate has to be one of a pair";
        case ReadError::too_deep: return "arrays and objects are nested too deep";
        case ReadError::goes_on: return "something follows the value";
    }
    return {};
}

double Number::to_double() const noexcept {
    double number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (read.ec == std::errc::result_out_of_range) {
        number = is_huge(digits) ? std::numeric_limits<double>::infinity() : 0.0;
        return digits.starts_with('-') ? -number : number;
    }
    return number;
}

bool Reader::begin() noexcept {
    if (depth_ == nesting_limit) {
        return fail(ReadError::too_deep);
    }
    ++depth_;
    ++at_;
    is_first_ = true;
    return true;
}

bool Reader::next_after_begin(char closing) noexcept {
    is_first_ = false;
    skip_space();
    if (at_ != end_ && *at_ == closing) {
        ++at_;
        --depth_;
        return false;
    }
    return error_ == ReadError::none;  // what is there instead of a value, peek() will say
}

bool Reader::next_after_value(char closing) noexcept {
    skip_space();
    if (at_ == end_) {
        return fail(ReadError::ends_early);
    }
    if (*at_ == ',') {
        ++at_;
        return true;
    }
    if (*at_ != closing) {
        return fail(ReadError::expected_comma_or_end);
    }
    ++at_;
    --depth_;
    return false;
}

bool Reader::read_name(Text& name) {
    skip_space();
    if (at_ == end_ || *at_ != '"') {
        return fail(at_ == end_ ? ReadError::ends_early : ReadError::expected_name);
    }
    if (!read_string(name)) {
        return false;
    }
    skip_space();
    if (at_ == end_ || *at_ != ':') {
        return fail(at_ == end_ ? ReadError::ends_early : ReadError::expected_colon);
    }
    ++at_;
    return true;
}

bool Reader::read_word(std::string_view word) noexcept {
    const std::string_view there(at_, std::min(word.size(), static_cast<std::size_t>(end_ - at_)));
    if (there != word) {
        return fail(word.starts_with(there) ? ReadError::ends_early : ReadError::expected_value);
    }
    at_ += word.size();
    return true;
}

/// One at least.
bool Reader::read_digits() noexcept {
    const char* const begin = at_;
    while (at_ != end_ && is_digit(*at_)) {
        ++at_;
    }
    return at_ != begin || fail(at_ == end_ ? ReadError::ends_early : ReadError::bad_number);
}

bool Reader::read_number(Number& number) noexcept {
    constexpr std::ptrdiff_t small_digits = 18;
    const char* const begin = at_;
    const bool negative = *at_ == '-';
    at_ += negative ? 1 : 0;
    const char* const first = at_;
    std::uint64_t magnitude = 0;
    for (; at_ != end_ && is_digit(*at_); ++at_) {
        magnitude = magnitude * 10 + static_cast<unsigned>(*at_ - '0');  // wraps where it is not used
    }
    if (at_ == first) {
        return fail(at_ == end_ ? ReadError::ends_early : ReadError::bad_number);
    }
    if (*first == '0' && at_ - first > 1) {
        return fail(ReadError::bad_number, first);
    }
    number.is_integer = true;
    if (at_ != end_ && (*at_ == '.' || *at_ == 'e' || *at_ == 'E') && !read_fraction_and_exponent(number)) {
        return false;
    }
    number.digits = {begin, static_cast<std::size_t>(at_ - begin)};
    number.is_small = number.is_integer && at_ - first <= small_digits;
    number.value = number.is_small ? (negative ? -static_cast<std::int64_t>(magnitude)
                                               : static_cast<std::int64_t>(magnitude))
                                   : 0;
    return true;
}

bool Reader::read_fraction_and_exponent(Number& number) noexcept {
    number.is_integer = false;
    if (*at_ == '.') {
        ++at_;
        if (!read_digits()) {
            return false;
        }
    }
    if (at_ == end_ || (*at_ != 'e' && *at_ != 'E')) {
        return true;
    }
    ++at_;
    if (at_ != end_ && (*at_ == '+' || *at_ == '-')) {
        ++at_;
    }
    return read_digits();
}

bool Reader::read_string(Text& text) {
    const char* const begin = ++at_;
    text.ascii = true;
    at_ = find_special(at_, end_, text.ascii);
    if (at_ == end_ || *at_ != '"') [[unlikely]] {
        return read_escaped(begin, text);
    }
    text.utf8 = {begin, static_cast<std::size_t>(at_ - begin)};
    return finish_string(begin, text);
}

/// A string from where the first byte stands that is not as it will be; `begin` is where it began.
bool Reader::read_escaped(const char* begin, Text& text) {
    std::size_t size = 0;
    const auto append = [&](const char* from, const char* to) {
        const auto count = static_cast<std::size_t>(to - from);
        if (unescaped_.size() - size < count + longest_point_bytes) {
            unescaped_.resize((size + count + longest_point_bytes) * 2);
        }
        std::memcpy(unescaped_.data() + size, from, count);
        size += count;
    };
    append(begin, at_);
    for (;;) {
        if (at_ == end_) {
            return fail(ReadError::ends_early);
        }
        if (*at_ == '"') {
            break;
        }
        if (*at_ != '\\') {
            return fail(ReadError::control_character);
        }
        char* const written = unescaped_.data() + size;
        char* const behind = read_escape(written);
        if (behind == nullptr) {
            return false;
        }
        text.ascii = text.ascii && is_ascii(*written);
        size += static_cast<std::size_t>(behind - written);
        const char* const plain = at_;
        at_ = find_special(at_, end_, text.ascii);
        append(plain, at_);
    }
    text.utf8 = {unescaped_.data(), size};
    return finish_string(begin, text);
}

/// @return behind what was written; nullptr where there is no such escape.
char* Reader::read_escape(char* to) noexcept {
    const char* const backslash = at_++;
    if (at_ == end_) {
        fail(ReadError::ends_early);
        return nullptr;
    }
    const char letter = *at_++;
    switch (letter) {
        case '"':
        case '\\':
        case '/': *to = letter; return to + 1;
        case 'b': *to = '\b'; return to + 1;
        case 'f': *to = '\f'; return to + 1;
        case 'n': *to = '\n'; return to + 1;
        case 'r': *to = '\r'; return to + 1;
        case 't': *to = '\t'; return to + 1;
        default: break;
    }
    at_ = backslash;
    unsigned point = 0;
    if (letter != 'u') {
        fail(ReadError::bad_escape);
        return nullptr;
    }
    return read_code_point(point) ? write_utf8(to, point) : nullptr;
}

/// \uXXXX, or two that are a surrogate pair.
bool Reader::read_code_point(unsigned& point) noexcept {
    const char* const backslash = at_;
    if (!read_code_unit(point)) {
        return false;
    }
    if (is_low_surrogate(point)) {
        return fail(ReadError::lone_surrogate, backslash);
    }
    if (is_high_surrogate(point)) {
        constexpr std::string_view prefix = "\\u";
        const std::string_view next(at_, std::min(prefix.size(), static_cast<std::size_t>(end_ - at_)));
        if (!prefix.starts_with(next)) {
            return fail(ReadError::lone_surrogate, backslash);
        }
        unsigned low = 0;
        if (!read_code_unit(low)) {
            return false;
        }
        if (!is_low_surrogate(low)) {
            return fail(ReadError::lone_surrogate, backslash);
        }
        point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
    }
    return true;
}

bool Reader::read_code_unit(unsigned& unit) noexcept {
    constexpr std::ptrdiff_t prefix = 2;
    constexpr std::ptrdiff_t digits = 4;
    if (end_ - at_ < prefix + digits) {
        return fail(ReadError::ends_early, end_);
    }
    const char* const first = at_ + prefix;
    unsigned found = 0;
    unit = 0;
    for (const char* at = first; at != first + digits; ++at) {
        const unsigned digit = hex_digit(*at);
        found |= digit;
        unit = unit << 4 | (digit & 15);
    }
    if (found > 15) {
        return fail(ReadError::bad_escape);
    }
    at_ = first + digits;
    return true;
}

/// Whose closing quote is next. Escapes are ASCII, and give valid text: what stands between them is to be
/// checked.
bool Reader::finish_string(const char* begin, const Text& text) noexcept {
    const std::string_view raw(begin, static_cast<std::size_t>(at_ - begin));
    ++at_;
    if (text.ascii) {
        return true;
    }
    const std::size_t bad = find_bad_utf8(raw);
    return bad == raw.size() || fail(ReadError::bad_utf8, begin + bad);
}

bool Reader::skip() {
    Text text;
    switch (peek()) {
        case Kind::none: return false;
        case Kind::null: return read_null();
        case Kind::boolean: {
            bool value = false;
            return read_boolean(value);
        }
        case Kind::number: {
            Number number;
            return read_number(number);
        }
        case Kind::string: return read_string(text);
        case Kind::array:
            if (begin_array()) {
                while (next_item() && skip()) {
                }
            }
            break;
        case Kind::object:
            if (begin_object()) {
                while (next_member(text) && skip()) {
                }
            }
            break;
    }
    return error_ == ReadError::none;
}

bool Reader::fail(ReadError error, const char* where) noexcept {
    if (error_ == ReadError::none) {
        error_ = error;
        wrong_ = where;
    }
    at_ = end_;
    return false;
}

std::string explain(const Reader& reader) {
    return std::string(explanation_of(reader.error())) + " at byte " + std::to_string(reader.position());
}

}  // namespace fasterapi::json
