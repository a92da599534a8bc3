#include "http/cookie.h"

namespace fasterapi::http {

namespace {

// What str.strip() takes away, as far as a field's value can have it.
constexpr std::string_view white_space = " \t\x85\xa0";

std::string_view stripped(std::string_view text) noexcept {
    const std::size_t begin = text.find_first_not_of(white_space);
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(white_space) - begin + 1);
}

bool is_octal(char digit, char most) noexcept {
    return digit >= '0' && digit <= most;
}

}  // namespace

std::optional<CookieReader::Cookie> CookieReader::next() noexcept {
    while (!rest_.empty()) {
        const std::size_t end = rest_.find(';');
        const std::string_view pair = rest_.substr(0, end);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        const std::size_t equals = pair.find('=');
        Cookie cookie{};
        if (equals != std::string_view::npos) {
            cookie.name = stripped(pair.substr(0, equals));
            cookie.value = stripped(pair.substr(equals + 1));
        } else {
            cookie.value = stripped(pair);
        }
        if (!cookie.name.empty() || !cookie.value.empty()) {
            return cookie;
        }
    }
    return std::nullopt;
}

std::string_view unquote_cookie(std::string_view value, std::string& storage) {
    if (value.size() < 2 || value.front() != '"' || value.back() != '"') {
        return value;
    }
    const std::string_view quoted = value.substr(1, value.size() - 2);
    storage.clear();
    for (std::size_t at = 0; at < quoted.size(); ++at) {
        if (quoted[at] != '\\' || at + 1 == quoted.size()) {
            storage.push_back(quoted[at]);
            continue;
        }
        ++at;
        if (quoted.size() - at > 2 && is_octal(quoted[at], '3') && is_octal(quoted[at + 1], '7') &&
            is_octal(quoted[at + 2], '7')) {
            storage.push_back(static_cast<char>((quoted[at] - '0') * 64 + (quoted[at + 1] - '0') * 8 +
                                                (quoted[at + 2] - '0')));
            at += 2;
        } else {
            storage.push_back(quoted[at]);
        }
    }
    return storage;
}

}  // namespace fasterapi::http
