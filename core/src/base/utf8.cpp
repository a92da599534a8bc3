#include "base/utf8.h"

#include <cstdint>
#include <cstring>

namespace fasterapi {

namespace {

constexpr std::size_t word_bytes = sizeof(std::uint64_t);

bool is_ascii_word(const char* at) noexcept {
    constexpr std::uint64_t tops = 0x8080808080808080;
    std::uint64_t word = 0;
    std::memcpy(&word, at, word_bytes);
    return (word & tops) == 0;
}

struct Form {
    std::size_t bytes;
    unsigned char second_least;
    unsigned char second_most;
};

/// Table 3-7 of the Unicode standard: how many bytes the sequence has that `lead` begins, and what may come
/// second; no bytes where none begins so.
Form form_of(unsigned char lead) noexcept {
    constexpr unsigned char least = 0x80;
    constexpr unsigned char most = 0xbf;
    if (lead < 0x80) return {1, 0, 0};
    if (lead < 0xc2) return {0, 0, 0};
    if (lead < 0xe0) return {2, least, most};
    if (lead == 0xe0) return {3, 0xa0, most};
    if (lead == 0xed) return {3, least, 0x9f};
    if (lead < 0xf0) return {3, least, most};
    if (lead == 0xf0) return {4, 0x90, most};
    if (lead < 0xf4) return {4, least, most};
    if (lead == 0xf4) return {4, least, 0x8f};
    return {0, 0, 0};
}

}  // namespace

std::size_t find_bad_utf8(std::string_view text) noexcept {
    const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    std::size_t at = 0;
    while (at < text.size()) {
        if (text.size() - at >= word_bytes && is_ascii_word(text.data() + at)) {
            at += word_bytes;
            continue;
        }
        const Form form = form_of(byte(at));
        if (form.bytes == 0 || text.size() - at < form.bytes) {
            return at;
        }
        if (form.bytes > 1 && (byte(at + 1) < form.second_least || byte(at + 1) > form.second_most)) {
            return at;
        }
        for (std::size_t tail = 2; tail < form.bytes; ++tail) {
            if ((byte(at + tail) & 0xc0) != 0x80) {
                return at;
            }
        }
        at += form.bytes;
    }
    return at;
}

}  // namespace fasterapi
