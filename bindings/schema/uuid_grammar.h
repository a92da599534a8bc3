#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace fasterapi::python::schema {

using UuidBytes = std::array<std::uint8_t, 16>;

/// 32 hexadecimal digits; or in groups by "-", also in braces or after "urn:uuid:". `text` is UTF-8.
/// @return whether `text` is one; else `why` says why not, in pydantic's words.
[[nodiscard]] bool read_uuid(std::string_view text, UuidBytes& uuid, std::string& why);

/// "00000000-0000-0000-0000-000000000000"
[[nodiscard]] std::array<char, 36> uuid_text(const UuidBytes& uuid) noexcept;

}  // namespace fasterapi::python::schema
