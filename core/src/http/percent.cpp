#include "http/percent.h"

#include "http/ascii.h"

namespace fasterapi::http {

namespace {

/// text[at] is "%" and two hexadecimal digits follow.
bool is_escape(std::string_view text, std::size_t at) noexcept {
    return text.size() - at > 2 && is(hex_char, text[at + 1]) && is(hex_char, text[at + 2]);
}

constexpr std::string_view path_characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/";

}  // namespace

bool has_valid_percent_escapes(std::string_view text) noexcept {
    for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 3)) {
        if (!is_escape(text, at)) {
            return false;
        }
    }
    return true;
}

std::string_view percent_decode(std::string_view text, std::string& storage) {
    std::size_t at = text.find('%');
    if (at == std::string_view::npos) {
        return text;
    }
    storage.clear();
    storage.reserve(text.size());
    std::size_t copied = 0;
    for (; at != std::string_view::npos; at = text.find('%', copied)) {
        storage.append(text, copied, at - copied);
        storage.push_back(static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2])));
        copied = at + 3;
    }
    storage.append(text, copied);
    return storage;
}

std::string percent_encode_path(std::string_view path) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(path.size());
    for (const char c : path) {
        if (path_characters.find(c) != std::string_view::npos) {
            encoded.push_back(c);
        } else {
            const auto byte = static_cast<unsigned char>(c);
            encoded.append({'%', digits[byte >> 4U], digits[byte & 15U]});
        }
    }
    return encoded;
}

}  // namespace fasterapi::http
