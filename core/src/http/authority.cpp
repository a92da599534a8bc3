#include "http/authority.h"

#include <algorithm>

#include "http/ascii.h"
#include "http/percent.h"

namespace fasterapi::http {

namespace {

/// Remove and return the digits of `wanted` that text starts with.
std::string_view take(CharClass wanted, std::string_view& text) noexcept {
    const auto taken = text.substr(0, span_of(wanted, text));
    text.remove_prefix(taken.size());
    return taken;
}

/// dec-octet: 0 to 255 without leading zeros.
bool is_dec_octet(std::string_view digits) noexcept {
    if (digits.empty() || digits.size() > 3 || (digits.size() > 1 && digits.front() == '0')) {
        return false;
    }
    unsigned value = 0;
    for (const char c : digits) {
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value <= 255;
}

bool is_ipv4(std::string_view text) noexcept {
    for (int octet = 0; octet < 4; ++octet) {
        if (octet > 0) {
            if (!text.starts_with('.')) return false;
            text.remove_prefix(1);
        }
        if (!is_dec_octet(take(digit_char, text))) return false;
    }
    return text.empty();
}

/// IPv6address: eight groups of 16 bits, "::" for one or more groups of zeros once, the last two maybe as
/// IPv4.
bool is_ipv6(std::string_view text) noexcept {
    int groups = 0;
    bool shortened = false;
    if (text.starts_with("::")) {
        shortened = true;
        text.remove_prefix(2);
    }
    while (!text.empty()) {
        std::string_view rest = text;
        const std::string_view digits = take(hex_char, rest);
        if (rest.starts_with('.')) {
            if (!is_ipv4(text)) return false;
            groups += 2;
            text = {};
            break;
        }
        if (digits.empty() || digits.size() > 4) return false;
        ++groups;
        if (rest.starts_with("::")) {
            if (shortened) return false;
            shortened = true;
            text = rest.substr(2);
        } else if (rest.starts_with(':') && rest.size() > 1) {
            text = rest.substr(1);
        } else if (rest.empty()) {
            break;
        } else {
            return false;
        }
    }
    return shortened ? groups <= 7 : groups == 8;
}

/// IPvFuture: "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" ).
bool is_ip_future(std::string_view text) noexcept {
    if (text.empty() || to_lower(text.front()) != 'v') return false;
    text.remove_prefix(1);
    if (take(hex_char, text).empty() || !text.starts_with('.') || text.size() == 1) return false;
    text.remove_prefix(1);
    return std::all_of(text.begin(), text.end(), [](char c) { return is(reg_name_char, c) || c == ':'; });
}

/// Where the host ends in `text`; 0 where it is not valid.
std::size_t host_size(std::string_view text) noexcept {
    if (text.starts_with('[')) {
        const std::size_t bracket = text.find(']');
        if (bracket == std::string_view::npos) return 0;
        const std::string_view address = text.substr(1, bracket - 1);
        return is_ipv6(address) || is_ip_future(address) ? bracket + 1 : 0;
    }
    // reg-name, of which IPv4 addresses are a part.
    std::size_t size = span_of(reg_name_char, text);
    if (size == text.size() || text[size] == ':') [[likely]] {
        return size;
    }
    for (; size < text.size() && text[size] != ':'; ++size) {
        if (!is(reg_name_char, text[size]) && text[size] != '%') return 0;
    }
    return has_valid_percent_escapes(text.substr(0, size)) ? size : 0;
}

bool is_port(std::string_view text) noexcept {
    constexpr std::size_t always_small = 4;
    if (span_of(digit_char, text) != text.size()) return false;
    if (text.size() <= always_small) return true;
    unsigned value = 0;
    for (const char c : text) {
        value = value * 10 + static_cast<unsigned>(c - '0');
        if (value > 65535) return false;
    }
    return true;
}

}  // namespace

std::optional<Authority> parse_authority(std::string_view text) noexcept {
    const std::size_t size = host_size(text);
    if (size == 0) return std::nullopt;
    Authority authority{text.substr(0, size), {}};
    if (size < text.size()) {
        if (text[size] != ':') return std::nullopt;
        authority.port = text.substr(size + 1);
        if (!is_port(authority.port)) return std::nullopt;
    }
    return authority;
}

}  // namespace fasterapi::http
