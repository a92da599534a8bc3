#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/validation.h"

namespace fasterapi::python::schema {

/// How JSON has bytes: what config's ser_json_bytes and val_json_bytes say.
enum class BytesEncoding : std::uint8_t { utf8, base64, hex };

/// "base64", "hex", or anything else for utf8.
[[nodiscard]] BytesEncoding bytes_encoding_of(std::string_view name) noexcept;

/// The bytes that a text stands for. Empty with an error noted, bytes_invalid_encoding, whose `input` is the
/// text's object; or, where `validation` is nullptr, without.
[[nodiscard]] Object decode_bytes(BytesEncoding encoding, std::string_view text, PyObject* input,
                                  Validation* validation, const Location* where);

/// The text that stands for bytes in base64 or hex.
[[nodiscard]] std::string encode_bytes(BytesEncoding encoding, std::string_view bytes);

}  // namespace fasterapi::python::schema
