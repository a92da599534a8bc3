#include "base/base64.h"

#include <algorithm>
#include <array>

namespace fasterapi {

namespace {

constexpr std::string_view url_safe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view standard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t no_symbol = 0xff;
constexpr std::size_t quad = 4;

using Values = std::array<std::uint8_t, 256>;

constexpr Values values_of(std::string_view alphabet) {
    Values values{};
    values.fill(no_symbol);
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
        values[static_cast<std::uint8_t>(alphabet[i])] = static_cast<std::uint8_t>(i);
    }
    return values;
}

constexpr Values url_safe_values = values_of(url_safe);
constexpr Values standard_values = values_of(standard);

std::uint8_t byte_at(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(text[at]);
}

Base64Error bad_symbol(std::string_view text, std::size_t at) {
    return {.what = Base64Error::Of::symbol, .at = at, .symbol = byte_at(text, at)};
}

/// The first `count` bytes of four symbols of six bits.
void append(std::string& out, std::uint32_t symbols, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        out.push_back(static_cast<char>(symbols >> (16 - 8 * i) & 0xffU));
    }
}

/// The last four symbols or fewer, from `begin` on: padding may be among them.
std::optional<Base64Error> decode_end(std::string_view text, std::size_t begin, const Values& values,
                                      std::string& out) {
    std::uint32_t symbols = 0;
    std::size_t count = 0;
    std::size_t padding = 0;
    for (std::size_t at = begin; at < text.size(); ++at) {
        if (text[at] == '=') {
            if (at - begin < 2) {
                return bad_symbol(text, begin + count);
            }
            ++padding;
            continue;
        }
        if (padding > 0) {
            return bad_symbol(text, begin + count);
        }
        const std::uint8_t value = values[byte_at(text, at)];
        if (value == no_symbol) {
            return bad_symbol(text, at);
        }
        symbols |= static_cast<std::uint32_t>(value) << (18 - 6 * count);
        ++count;
    }
    if (count < 2) {
        return Base64Error{.what = Base64Error::Of::length, .at = begin + count};
    }
    const std::size_t bytes = count * 6 / 8;
    if ((symbols & 0xffffffU >> (8 * bytes)) != 0) {
        const std::size_t at = begin + count - 1;
        const std::uint8_t symbol = byte_at(text, at);
        return Base64Error{
            .what = Base64Error::Of::last_symbol, .at = at, .symbol = symbol, .value = values[symbol]};
    }
    append(out, symbols, bytes);
    return std::nullopt;
}

std::optional<Base64Error> decode(std::string_view text, const Values& values, std::string& out) {
    if (text.empty()) {
        return std::nullopt;
    }
    // A line's end that was read along is told as such, before anything else.
    if (const std::size_t last = text.size() - 1;
        text.size() % quad == 1 && text[last] != '=' && values[byte_at(text, last)] == no_symbol) {
        return bad_symbol(text, last);
    }
    const std::size_t end = (text.size() - 1) / quad * quad;
    for (std::size_t begin = 0; begin < end; begin += quad) {
        std::uint32_t symbols = 0;
        for (std::size_t at = begin; at < begin + quad; ++at) {
            const std::uint8_t value = values[byte_at(text, at)];
            if (value == no_symbol) {
                return bad_symbol(text, at);
            }
            symbols = symbols << 6U | value;
        }
        append(out, symbols, 3);
    }
    return decode_end(text, end, values, out);
}

}  // namespace

std::optional<Base64Error> decode_base64(std::string_view text, std::string& out) {
    const std::size_t before = out.size();
    const std::optional<Base64Error> error = decode(text, url_safe_values, out);
    if (!error || error->what != Base64Error::Of::symbol || (error->symbol != '+' && error->symbol != '/')) {
        return error;
    }
    out.resize(before);
    return decode(text, standard_values, out);
}

std::string encode_base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * quad);
    for (std::size_t begin = 0; begin < bytes.size(); begin += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - begin);
        std::uint32_t symbols = 0;
        for (std::size_t i = 0; i < count; ++i) {
            symbols |= static_cast<std::uint32_t>(byte_at(bytes, begin + i)) << (16 - 8 * i);
        }
        for (std::size_t i = 0; i < quad; ++i) {
            text.push_back(i <= count ? url_safe[symbols >> (18 - 6 * i) & 0x3fU] : '=');
        }
    }
    return text;
}

}  // namespace fasterapi
