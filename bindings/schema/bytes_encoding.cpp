#include "schema/bytes_encoding.h"

#include <array>
#include <bitset>
#include <cstdio>

#include "base/base64.h"
#include "base/hex.h"

namespace fasterapi::python::schema {

namespace {

/// A byte of the text as an error shows it, read as latin-1: quoted, with escapes.
std::string quoted(unsigned char byte) {
    switch (byte) {
        case '\0': return "'\\0'";
        case '\t': return "'\\t'";
        case '\n': return "'\\n'";
        case '\r': return "'\\r'";
        case '\'': return "'\\''";
        case '\\': return "'\\\\'";
        default: break;
    }
    constexpr unsigned char soft_hyphen = 0xad;
    if (byte < 0x20 || (byte >= 0x7f && byte < 0xa0) || byte == soft_hyphen) {
        std::array<char, 16> escaped{};
        static_cast<void>(std::snprintf(escaped.data(), escaped.size(), "'\\u{%x}'", byte));
        return escaped.data();
    }
    if (byte < 0x80) {
        return {'\'', static_cast<char>(byte), '\''};
    }
    return {'\'', static_cast<char>(0xc0U | byte >> 6U), static_cast<char>(0x80U | (byte & 0x3fU)), '\''};
}

std::string said(const Base64Error& error) {
    const std::string at = std::to_string(error.at);
    switch (error.what) {
        case Base64Error::Of::symbol:
            return "Invalid symbol " + std::to_string(error.symbol) + ", offset " + at + ".";
        case Base64Error::Of::length: return "Invalid input length: " + at;
        case Base64Error::Of::last_symbol: break;
    }
    std::array<char, 8> hex{};
    static_cast<void>(std::snprintf(hex.data(), hex.size(), "0x%02x", error.symbol));
    return std::string("Invalid last symbol ") + hex.data() + " (" + quoted(error.symbol) + ") at offset " +
           at + ", decoded as 0b" + std::bitset<8>(error.value).to_string() + ".";
}

/// @return what is wrong, or an empty text.
std::string decode(BytesEncoding encoding, std::string_view text, std::string& out) {
    if (encoding == BytesEncoding::base64) {
        const auto error = decode_base64(text, out);
        return error ? said(*error) : std::string();
    }
    if (text.size() % 2 != 0) {
        return "Odd number of digits";
    }
    const auto bad = decode_hex(text, out);
    return bad ? "Invalid character " + quoted(static_cast<unsigned char>(text[*bad])) + " at position " +
                     std::to_string(*bad)
               : std::string();
}

}  // namespace

BytesEncoding bytes_encoding_of(std::string_view name) noexcept {
    return name == "base64" ? BytesEncoding::base64
           : name == "hex"  ? BytesEncoding::hex
                            : BytesEncoding::utf8;
}

Object decode_bytes(BytesEncoding encoding, std::string_view text, PyObject* input, Validation* validation,
                    const Location* where) {
    if (encoding == BytesEncoding::utf8) {
        return bytes(text);
    }
    std::string decoded;
    const std::string wrong = decode(encoding, text, decoded);
    if (wrong.empty()) {
        return bytes(decoded);
    }
    if (validation == nullptr) {
        return {};
    }
    const char* const name = encoding == BytesEncoding::base64 ? "base64" : "hex";
    const Object message =
        Object::steal(PyUnicode_FromFormat("Data should be valid %s: %s", name, wrong.c_str()));
    const Object context =
        message ? Object::steal(Py_BuildValue("{s:s,s:s}", "encoding", name, "encoding_error", wrong.c_str()))
                : Object();
    return context ? validation->fail("bytes_invalid_encoding", message, context, input, where) : Object();
}

std::string encode_bytes(BytesEncoding encoding, std::string_view bytes) {
    return encoding == BytesEncoding::base64 ? encode_base64(bytes) : encode_hex(bytes);
}

}  // namespace fasterapi::python::schema
