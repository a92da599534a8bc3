#pragma once

#include <cstdint>
#include <string_view>

#include "http/header_field.h"
#include "http/method.h"

namespace fasterapi::http {

enum class Version : std::uint8_t { http_1_0, http_1_1, http_2, http_3 };

/// How the end of a request body is found (RFC 9112 6.3).
enum class Framing : std::uint8_t { none, length, chunked };

/// A checked request head: views into the bytes it was parsed from, and what follows from them.
struct RequestHead {
    Method method = Method::other;
    Version version = Version::http_1_1;
    Framing framing = Framing::none;
    /// The connection may carry another request (RFC 9112 9.3).
    bool keep_alive = true;
    /// "Expect: 100-continue" was sent (RFC 9110 10.1.1) by an HTTP/1.1 client with a body to come.
    bool expects_continue = false;
    /// Only where framing is Framing::length; may be 0.
    std::uint64_t content_length = 0;

    std::string_view method_token;
    /// request-target as sent (RFC 9112 3.2).
    std::string_view target;
    /// Path of the target as sent, percent escapes valid but not decoded; "*" for asterisk-form;
    /// empty for authority-form. "/" where absolute-form has none.
    std::string_view raw_path;
    /// After "?", without it; empty where there is none.
    std::string_view query;
    /// From Host, or from the target in absolute-form, which wins (RFC 9112 3.2.2).
    std::string_view authority;
    HeaderFields headers;

    void clear() noexcept;
    /// The bytes that the views point into have moved from `from` to `to`. Views elsewhere
    /// (literals, such as the "/" above) stay as they are; `bytes` is how many were moved.
    void rebase(const char* from, const char* to, std::size_t bytes) noexcept;
};

}  // namespace fasterapi::http
