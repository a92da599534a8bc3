#include "http/request_line.h"

#include "http/ascii.h"
#include "http/header_field.h"
#include "http/target.h"

namespace fasterapi::http {

namespace {

/// HTTP-version (RFC 9112 2.3). A minor version above 1 is read as 1.1 (RFC 9110 2.5).
Result<Version> parse_version(std::string_view text) noexcept {
    if (is_literal(text, "HTTP/1.1")) [[likely]] {
        return Version::http_1_1;
    }
    if (text.size() != 8 || !text.starts_with("HTTP/") || !is(digit_char, text[5]) || text[6] != '.' ||
        !is(digit_char, text[7])) {
        return Error::bad_version;
    }
    if (text[5] != '1') {
        return Error::unsupported_version;
    }
    return text[7] == '0' ? Version::http_1_0 : Version::http_1_1;
}

/// Where the space before the version is; npos without any space.
std::size_t find_version(std::string_view line) noexcept {
    constexpr std::size_t usual_bytes = 9;
    if (line.size() >= usual_bytes) [[likely]] {
        const std::size_t at = line.size() - usual_bytes;
        if (is_literal(line.substr(at), " HTTP/1.1")) [[likely]] {
            return at;
        }
    }
    return line.rfind(' ');
}

}  // namespace

std::optional<Error> parse_request_line(std::string_view line, RequestHead& head) noexcept {
    const std::size_t first = line.find(' ');
    const std::size_t last = find_version(line);
    if (first == last) {  // one space at most: no version, or no target
        return Error::bad_request_line;
    }
    head.method_token = line.substr(0, first);
    head.method = method_from(head.method_token);
    if (head.method == Method::other && !is_token(head.method_token)) {
        return Error::bad_method;
    }
    const auto version = parse_version(line.substr(last + 1));
    if (!version) {
        return version.error();
    }
    head.version = *version;
    head.keep_alive = head.version == Version::http_1_1;
    head.target = line.substr(first + 1, last - first - 1);
    const auto target = parse_target(head.method, head.target);
    if (!target) {
        return target.error();
    }
    head.raw_path = target->raw_path;
    head.query = target->query;
    head.authority = target->authority;
    return std::nullopt;
}

}  // namespace fasterapi::http
