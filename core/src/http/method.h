#pragma once

#include <cstdint>
#include <string_view>

namespace fasterapi::http {

/// Request methods the engine tells apart (RFC 9110 9, RFC 5789). `other` is any further valid token.
enum class Method : std::uint8_t { get, head, post, put, delete_, connect, options, trace, patch, other };

/// Case-sensitive, as methods are (RFC 9110 9.1).
[[nodiscard]] Method method_from(std::string_view token) noexcept;

/// "GET" for get; empty for other.
[[nodiscard]] std::string_view name_of(Method method) noexcept;

/// Safe methods (RFC 9110 9.2.1) may run while an earlier pipelined request of the connection still does.
[[nodiscard]] constexpr bool is_safe(Method method) noexcept {
    return method == Method::get || method == Method::head || method == Method::options ||
           method == Method::trace;
}

}  // namespace fasterapi::http
