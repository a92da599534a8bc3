#include "http/request_head.h"

#include <functional>

namespace fasterapi::http {

void RequestHead::clear() noexcept {
    method = Method::other;
    version = Version::http_1_1;
    framing = Framing::none;
    keep_alive = true;
    expects_continue = false;
    content_length = 0;
    method_token = target = raw_path = query = authority = {};
    headers.clear();
}

void RequestHead::rebase(const char* from, const char* to, std::size_t bytes) noexcept {
    constexpr std::less<> before;  // a total order, also between unrelated arrays
    for (std::string_view* view : {&method_token, &target, &raw_path, &query, &authority}) {
        if (!before(view->data(), from) && before(view->data(), from + bytes)) {
            *view = {to + (view->data() - from), view->size()};
        }
    }
    headers.rebase(from, to);
}

}  // namespace fasterapi::http
