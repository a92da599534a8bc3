#include "http/method.h"

#include <array>
#include <cstddef>

#include "http/ascii.h"

namespace fasterapi::http {

namespace {

constexpr std::array<std::string_view, 10> names{"GET",     "HEAD",    "POST",  "PUT",   "DELETE",
                                                 "CONNECT", "OPTIONS", "TRACE", "PATCH", ""};

template <std::size_t Size>
Method if_named(Method method, const char (&name)[Size], std::string_view token) noexcept {
    return is_literal(token, name) ? method : Method::other;
}

}  // namespace

std::string_view name_of(Method method) noexcept {
    return names[static_cast<std::size_t>(method)];
}

Method method_from(std::string_view token) noexcept {
    if (token.empty()) {
        return Method::other;
    }
    switch (token.size() * 256 + static_cast<unsigned char>(token.front())) {
        case 3 * 256 + 'G': return if_named(Method::get, "GET", token);
        case 3 * 256 + 'P': return if_named(Method::put, "PUT", token);
        case 4 * 256 + 'H': return if_named(Method::head, "HEAD", token);
        case 4 * 256 + 'P': return if_named(Method::post, "POST", token);
        case 5 * 256 + 'P': return if_named(Method::patch, "PATCH", token);
        case 5 * 256 + 'T': return if_named(Method::trace, "TRACE", token);
        case 6 * 256 + 'D': return if_named(Method::delete_, "DELETE", token);
        case 7 * 256 + 'C': return if_named(Method::connect, "CONNECT", token);
        case 7 * 256 + 'O': return if_named(Method::options, "OPTIONS", token);
        default: return Method::other;
    }
}

}  // namespace fasterapi::http
