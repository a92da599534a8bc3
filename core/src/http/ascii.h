#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace fasterapi::http {

/// What HTTP and URI grammars call the 256 bytes. One table, so that a look-up answers any of them.
enum CharClass : std::uint8_t {
    token_char = 1,      ///< tchar (RFC 9110 5.6.2)
    digit_char = 2,      ///< DIGIT
    hex_char = 4,        ///< HEXDIG, either case
    alpha_char = 8,      ///< ALPHA
    reg_name_char = 16,  ///< unreserved and sub-delims (RFC 3986 2.2, 2.3)
    target_char = 32,    ///< what a request-target is let through with: visible ASCII but "#"
    control_char = 64,   ///< CTL but HTAB: never part of a line
    plain_char = 128,    ///< target_char that begins no query and no escape: not "?" and not "%"
};

namespace ascii_detail {

consteval std::array<std::uint8_t, 256> make_classes() {
    std::array<std::uint8_t, 256> classes{};
    const auto add = [&classes](std::string_view chars, std::uint8_t bits) {
        for (const char c : chars) {
            classes[static_cast<unsigned char>(c)] |= bits;
        }
    };
    constexpr std::string_view digits = "0123456789";
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    add(digits, token_char | digit_char | hex_char | reg_name_char);
    add(letters, token_char | alpha_char | reg_name_char);
    add("abcdefABCDEF", hex_char);
    add("!#$%&'*+-.^_`|~", token_char);
    add("-._~!$&'()*+,;=", reg_name_char);
    for (std::size_t c = 0; c < 0x20; ++c) {
        classes[c] |= control_char;
    }
    classes['\t'] = 0;
    classes[0x7f] |= control_char;
    for (std::size_t c = 0x21; c < 0x7f; ++c) {
        classes[c] |= target_char | plain_char;
    }
    classes['#'] = token_char;
    classes['?'] &= static_cast<std::uint8_t>(~plain_char);
    classes['%'] &= static_cast<std::uint8_t>(~plain_char);
    return classes;
}

}  // namespace ascii_detail

inline constexpr std::array<std::uint8_t, 256> char_classes = ascii_detail::make_classes();

[[nodiscard]] constexpr bool is(CharClass wanted, char c) noexcept {
    return (char_classes[static_cast<unsigned char>(c)] & wanted) != 0;
}

[[nodiscard]] constexpr char to_lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// How many bytes of the given class `text` starts with.
[[nodiscard]] constexpr std::size_t span_of(CharClass wanted, std::string_view text) noexcept {
    std::size_t size = 0;
    while (size < text.size() && is(wanted, text[size])) {
        ++size;
    }
    return size;
}

/// Comparison with a literal: of a known length, it is a few instructions and no call.
template <std::size_t Size>
[[nodiscard]] bool is_literal(std::string_view text, const char (&literal)[Size]) noexcept {
    return text.size() == Size - 1 && std::memcmp(text.data(), literal, Size - 1) == 0;
}

/// Value of a hexadecimal digit; only where is(hex_char, c).
[[nodiscard]] constexpr unsigned hex_value(char c) noexcept {
    return is(digit_char, c) ? static_cast<unsigned>(c - '0') : static_cast<unsigned>(to_lower(c) - 'a') + 10;
}

/// SP or HTAB: OWS (RFC 9110 5.6.3).
[[nodiscard]] constexpr bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t';
}

/// `text` without the white space around it.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) noexcept {
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

/// Case folded comparison with a literal that is in lower case.
[[nodiscard]] constexpr bool is_lower_case_of(std::string_view lower_case, std::string_view text) noexcept {
    if (text.size() != lower_case.size()) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (to_lower(text[i]) != lower_case[i]) {
            return false;
        }
    }
    return true;
}

}  // namespace fasterapi::http
