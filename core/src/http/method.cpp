#include "http/method.h"

#include <array>

namespace fasterapi::http {

namespace {

constexpr std::array<std::string_view, 10> names{"GET",     "HEAD",    "POST",  "PUT",   "DELETE",
                                                 "CONNECT", "OPTIONS", "TRACE", "PATCH", ""};

Method if_named(Method method, std::string_view token) noexcept {
    return token == name_of(method) ? method : Method::other;
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
        case 3 * 256 + 'G': return if_named(Method::get, token);
        case 3 * 256 + 'P': return if_named(Method::put, token);
        case 4 * 256 + 'H': return if_named(Method::head, token);
        case 4 * 256 + 'P': return if_named(Method::post, token);
        case 5 * 256 + 'P': return if_named(Method::patch, token);
        case 5 * 256 + 'T': return if_named(Method::trace, token);
        case 6 * 256 + 'D': return if_named(Method::delete_, token);
        case 7 * 256 + 'C': return if_named(Method::connect, token);
        case 7 * 256 + 'O': return if_named(Method::options, token);
        default: return Method::other;
    }
}

}  // namespace fasterapi::http
