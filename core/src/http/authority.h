#pragma once

#include <optional>
#include <string_view>

namespace fasterapi::http {

/// Host and port of a URI, as written.
struct Authority {
    std::string_view host;  ///< never empty; an IP literal with its brackets
    std::string_view port;  ///< digits, at most 65535; empty where none is given
};

/// uri-host [ ":" port ] (RFC 9110 7.2; RFC 3986 3.2.2, 3.2.3): what Host and CONNECT hold. There is no
/// userinfo in it (RFC 9110 4.2.4), and an empty host, which no http URI may have (RFC 9110 4.2.1), is
/// refused.
[[nodiscard]] std::optional<Authority> parse_authority(std::string_view text) noexcept;

}  // namespace fasterapi::http
