// Percent escapes, against a decoder that takes one byte after the other.
#include "http/percent.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "require.h"

namespace {

int digit(char c) {
    const std::string_view digits = "0123456789abcdefABCDEF";
    const std::size_t at = digits.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at < 16 ? at : at - 6);
}

std::optional<std::string> decode(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        const int high = i + 1 < text.size() ? digit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? digit(text[i + 2]) : -1;
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return decoded;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace fasterapi;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto expected = decode(text);
    fuzz::require(http::has_valid_percent_escapes(text) == expected.has_value());
    if (expected) {
        std::string storage;
        fuzz::require(http::percent_decode(text, storage) == *expected);
    }
    return 0;
}
