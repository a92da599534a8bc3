#pragma once

#include <string_view>

namespace fasterapi::http {

/// The reason phrase of the IANA registry for a status in 100..599; empty for one it does not list.
[[nodiscard]] std::string_view reason_phrase(int status) noexcept;

/// 1xx, 204 and 304 answers have no content (RFC 9110 6.4.1).
[[nodiscard]] constexpr bool forbids_content(int status) noexcept {
    return status < 200 || status == 204 || status == 304;
}

}  // namespace fasterapi::http
