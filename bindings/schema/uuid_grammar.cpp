#include "schema/uuid_grammar.h"

#include <vector>

#include "base/hex.h"

namespace fasterapi::python::schema {

namespace {

constexpr std::array<std::size_t, 5> group_digits{8, 4, 4, 4, 12};
constexpr std::size_t grouped_bytes = 36;  // with the four "-"
constexpr std::size_t urn_bytes = 45;      // the longest way to write one: "urn:uuid:" before it
constexpr std::string_view urn_prefix = "urn:uuid:";

/// The last byte of a character's number, which is all that the parser of pydantic looks at: it sees a digit
/// in U+0663, whose number ends like that of "c", and finds out by the lengths only that it is none.
/// @param size bytes that the character takes.
char low_byte(std::string_view text, std::size_t& size) noexcept {
    size = 1;
    auto number = static_cast<unsigned char>(text.front());
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) {
        number = static_cast<unsigned char>(number << 6 | (static_cast<unsigned char>(text[size]) & 0x3f));
        ++size;
    }
    return static_cast<char>(number);
}

std::string length_error(std::size_t found) {
    return "invalid length: found " + std::to_string(found);
}

std::string group_error(std::size_t group, std::size_t found) {
    return "invalid group length in group " + std::to_string(group) + ": expected " +
           std::to_string(group_digits[group]) + ", found " + std::to_string(found);
}

/// @param inner `text` without its braces or prefix, `offset` bytes behind its start.
std::string why_not(std::string_view text, std::string_view inner, std::size_t offset) {
    // Positions count from where the groups start if they have the right length, else from the text's start.
    const std::size_t shift = inner.size() == grouped_bytes ? 0 : offset;
    bool is_ascii = true;
    std::vector<std::size_t> ends;  // of groups
    for (std::size_t at = 0, size = 0; at < inner.size(); at += size) {
        const char byte = low_byte(inner.substr(at), size);
        is_ascii = is_ascii && size == 1;
        if (byte == '-') {
            ends.push_back(at);
        } else if (hex_digit(byte) == 16) {
            return "invalid character: found `" + std::string(inner.substr(at, size)) + "` at " +
                   std::to_string(at + shift);
        }
    }
    if (ends.empty() && offset == 0) {
        return inner.size() == 32 && is_ascii ? std::string() : length_error(text.size());
    }
    if (ends.size() + 1 != group_digits.size()) {
        return "invalid group count: expected 5, found " + std::to_string(ends.size() + 1);
    }
    std::size_t begin = 0;
    for (std::size_t i = 0; i < ends.size(); ++i) {
        if (ends[i] - begin != group_digits[i]) {
            return group_error(i, ends[i] - begin);
        }
        begin = ends[i] + 1;
    }
    // The last group's length is told to the end of the whole text, with its prefix or brace.
    return inner.size() == grouped_bytes && is_ascii ? std::string() : group_error(4, text.size() - 24);
}

}  // namespace

namespace {

/// The digits of eight, four, four, four and twelve, as almost all are written. @return false for another.
bool read_grouped(std::string_view text, UuidBytes& uuid) noexcept {
    if (text.size() != grouped_bytes || text[8] != '-' || text[13] != '-' || text[18] != '-' ||
        text[23] != '-') {
        return false;
    }
    unsigned found = 0;
    std::size_t at = 0;
    for (std::uint8_t& byte : uuid) {
        at += text[at] == '-' ? 1 : 0;
        const unsigned high = hex_digit(text[at]);
        const unsigned low = hex_digit(text[at + 1]);
        found |= high | low;
        byte = static_cast<std::uint8_t>(high << 4 | (low & 15));
        at += 2;
    }
    return (found & 16) == 0;
}

}  // namespace

bool read_uuid(std::string_view text, UuidBytes& uuid, std::string& why) {
    if (read_grouped(text, uuid)) {
        return true;
    }
    if (text.size() > urn_bytes) {
        why = length_error(text.size());
        return false;
    }
    std::string_view inner = text;
    std::size_t offset = 0;
    if (text.size() != grouped_bytes) {
        if (text.starts_with('{') && text.ends_with('}') && text.size() > 1) {
            inner = text.substr(1, text.size() - 2);
            offset = 1;
        } else if (text.starts_with(urn_prefix)) {
            inner = text.substr(urn_prefix.size());
            offset = urn_prefix.size();
        }
    }
    why = why_not(text, inner, offset);
    if (!why.empty()) {
        return false;
    }
    std::size_t place = 0;
    unsigned high = 16;
    for (const char c : inner) {
        const unsigned digit = hex_digit(c);
        if (digit == 16) {
            continue;
        }
        if (high == 16) {
            high = digit;
        } else {
            uuid[place++] = static_cast<std::uint8_t>(high * 16 + digit);
            high = 16;
        }
    }
    return true;
}

std::array<char, 36> uuid_text(const UuidBytes& uuid) noexcept {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<char, 36> text{};
    std::size_t at = 0;
    for (std::size_t i = 0; i < uuid.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            text[at++] = '-';
        }
        text[at++] = digits[uuid[i] >> 4];
        text[at++] = digits[uuid[i] & 15];
    }
    return text;
}

}  // namespace fasterapi::python::schema
