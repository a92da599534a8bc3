#include "http/content_length.h"

#include "http/ascii.h"

namespace fasterapi::http {

Result<std::uint64_t> parse_content_length(std::string_view value) noexcept {
    constexpr std::uint64_t largest = (std::uint64_t{1} << 63) - 1;
    if (value.empty()) {
        return Error::bad_content_length;
    }
    std::uint64_t bytes = 0;
    for (const char c : value) {
        if (!is(digit_char, c)) {
            return Error::bad_content_length;
        }
        const auto digit = static_cast<std::uint64_t>(c - '0');
        if (bytes > (largest - digit) / 10) {
            return Error::bad_content_length;
        }
        bytes = bytes * 10 + digit;
    }
    return bytes;
}

}  // namespace fasterapi::http
