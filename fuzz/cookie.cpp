// Cookie fields: what is read lies in the field, and unquoting makes nothing longer.
#include "http/cookie.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "require.h"

namespace {

bool lies_in(std::string_view part, std::string_view whole) {
    return part.empty() ||
           (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace fasterapi;
    const std::string_view field(reinterpret_cast<const char*>(data), size);
    http::CookieReader reader(field);
    std::size_t count = 0;
    while (const auto cookie = reader.next()) {
        ++count;
        fuzz::require(!cookie->name.empty() || !cookie->value.empty());
        fuzz::require(lies_in(cookie->name, field) && lies_in(cookie->value, field));
        fuzz::require(cookie->name.find_first_of("=;") == std::string_view::npos);
        fuzz::require(cookie->value.find(';') == std::string_view::npos);
        std::string storage;
        const std::string_view value = http::unquote_cookie(cookie->value, storage);
        fuzz::require(value.size() <= cookie->value.size());
        const bool is_quoted =
            cookie->value.size() > 1 && cookie->value.front() == '"' && cookie->value.back() == '"';
        fuzz::require(is_quoted || value.data() == cookie->value.data());
    }
    fuzz::require(count <= size);
    return 0;
}
