#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fasterapi::http {

/// The pairs in the value of a Cookie field (RFC 6265 5.4), read as browsers write them: parted by ";", white
/// space around names and values is dropped, and a pair without "=" has an empty name.
class CookieReader {
public:
    explicit CookieReader(std::string_view value) noexcept : rest_(value) {}

    struct Cookie {
        std::string_view name;
        std::string_view value;  ///< as it was sent; unquote_cookie() decodes it
    };
    [[nodiscard]] std::optional<Cookie> next() noexcept;

private:
    std::string_view rest_;
};

/// What a value in quotes stands for, which Python's http.cookies writes: "\x" is x, and "\123" the byte of
/// that octal number. Without quotes it is `value` itself, and `storage` is untouched.
[[nodiscard]] std::string_view unquote_cookie(std::string_view value, std::string& storage);

}  // namespace fasterapi::http
