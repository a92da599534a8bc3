// Forms and queries, against a reader that takes one byte after the other.
#include "http/form_fields.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "require.h"

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

int digit(char c) {
    const std::string_view digits = "0123456789abcdefABCDEF";
    const std::size_t at = digits.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at < 16 ? at : at - 6);
}

Pairs read(std::string_view text) {
    Pairs pairs;
    bool is_pair = false;  // something was read of it
    bool in_name = true;
    const auto begin = [&] {
        if (!is_pair) {
            pairs.emplace_back();
            is_pair = true;
        }
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '&') {
            is_pair = false;
            in_name = true;
            continue;
        }
        begin();
        if (text[i] == '=' && in_name) {
            in_name = false;
            continue;
        }
        char c = text[i] == '+' ? ' ' : text[i];
        const int high = i + 1 < text.size() ? digit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? digit(text[i + 2]) : -1;
        if (c == '%' && high >= 0 && low >= 0) {
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        (in_name ? pairs.back().first : pairs.back().second) += c;
    }
    return pairs;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace fasterapi;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Pairs expected = read(text);
    http::FormFields fields;
    fuzz::require(fields.parse(text, expected.size()));
    fuzz::require(fields.all().size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        fuzz::require(fields.all()[i].name == expected[i].first);
        fuzz::require(fields.all()[i].value == expected[i].second);
    }
    fuzz::require(expected.empty() || !fields.parse(text, expected.size() - 1));
    return 0;
}
