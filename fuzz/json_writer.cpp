// The JSON writer: strings, read back by the rules of RFC 8259 7, are what was written; so are numbers. The
// first eight bytes are also taken as a double and as integers.
#include "json/writer.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "json/escape.h"
#include "require.h"

namespace {

using namespace fasterapi;

/// The text of a string in the only form the writer has for it.
std::string read_string(std::string_view json) {
    fuzz::require(json.size() >= 2 && json.front() == '"' && json.back() == '"');
    json = json.substr(1, json.size() - 2);
    std::string text;
    while (!json.empty()) {
        const char letter = json.front();
        if (letter != '\\') {
            fuzz::require(!json::needs_escape(static_cast<unsigned char>(letter)));
            text += letter;
            json.remove_prefix(1);
            continue;
        }
        fuzz::require(json.size() >= 2);
        constexpr std::string_view escapes = "\"\\bfnrt";
        constexpr std::string_view letters = "\"\\\b\f\n\r\t";
        if (const std::size_t place = escapes.find(json[1]); place != std::string_view::npos) {
            text += letters[place];
            json.remove_prefix(2);
            continue;
        }
        fuzz::require(json.size() >= 6 && json.starts_with("\\u00"));
        unsigned byte = 0;
        const auto [end, error] = std::from_chars(json.data() + 4, json.data() + 6, byte, 16);
        fuzz::require(error == std::errc() && end == json.data() + 6);
        fuzz::require(byte < 0x20 && letters.find(static_cast<char>(byte)) == std::string_view::npos);
        text += static_cast<char>(byte);
        json.remove_prefix(6);
    }
    return text;
}

template <class Number>
Number read_number(std::string_view json) {
    Number number{};
    const auto [end, error] = std::from_chars(json.data(), json.data() + json.size(), number);
    fuzz::require(error == std::errc() && end == json.data() + json.size());
    return number;
}

void write_and_read_numbers(std::uint64_t bits) {
    ByteBuffer out;
    json::write_uint(out, bits);
    fuzz::require(read_number<std::uint64_t>(out.view()) == bits);
    out.clear();
    json::write_int(out, std::bit_cast<std::int64_t>(bits));
    fuzz::require(read_number<std::int64_t>(out.view()) == std::bit_cast<std::int64_t>(bits));

    // As it comes, and near the short decimals, which are written another way.
    const double any = std::bit_cast<double>(bits);
    const double decimal = static_cast<double>(bits % 1'000'000'000'000'000) / 1e6;
    for (const double value : {any, decimal, -decimal, std::nextafter(decimal, any)}) {
        out.clear();
        const bool written = json::write_double(out, value);
        fuzz::require(written == std::isfinite(value) && written == !out.empty());
        if (written) {
            // The shortest digits, but for zeros that the layout needs.
            char shortest[32];
            const auto end = std::to_chars(shortest, shortest + sizeof(shortest), value).ptr;
            fuzz::require(out.size() <= static_cast<std::size_t>(end - shortest) + 14);
            fuzz::require(std::bit_cast<std::uint64_t>(read_number<double>(out.view())) ==
                          std::bit_cast<std::uint64_t>(value));
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    ByteBuffer out;
    json::write_string(out, text);
    fuzz::require(read_string(out.view()) == text);

    std::uint64_t bits = 0;
    std::memcpy(&bits, text.data(), std::min(size, sizeof(bits)));
    write_and_read_numbers(bits);
    return 0;
}
