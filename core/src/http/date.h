#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace fasterapi::http {

/// IMF-fixdate (RFC 9110 5.6.7) of the current second, formatted once a second.
class DateCache {
public:
    /// 29 characters such as "Sun, 06 Nov 1994 08:49:37 GMT"; valid until the next call.
    [[nodiscard]] std::string_view at(std::int64_t unix_seconds) noexcept {
        if (unix_seconds != second_) [[unlikely]] {
            format(unix_seconds);
        }
        return {text_.data(), text_.size()};
    }

private:
    void format(std::int64_t unix_seconds) noexcept;

    std::int64_t second_ = -1;
    std::array<char, 29> text_{};
};

}  // namespace fasterapi::http
