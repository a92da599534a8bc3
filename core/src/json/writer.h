#pragma once

#include <cstdint>
#include <string_view>

#include "base/byte_buffer.h"

namespace fasterapi::json {

/// Deepest nesting of arrays and objects that is written, far above honest documents and far below a stack.
inline constexpr int nesting_limit = 512;

/// Append `text`, valid UTF-8, as a JSON string: quotes, backslashes and control characters escaped as
/// json.dumps(ensure_ascii=False) does (\" \\ \b \f \n \r \t, other controls \u00xx), the rest as it is.
void write_string(ByteBuffer& out, std::string_view text);

/// Append `separator`, which is "{" or ",", `name` as a JSON string, and a colon.
void write_name(ByteBuffer& out, char separator, std::string_view name);

void write_int(ByteBuffer& out, std::int64_t value);
void write_uint(ByteBuffer& out, std::uint64_t value);

/// Shortest digits that read back the same, laid out as repr does ("1e+16", "0.0001", "1e-05", "1.0").
/// @return false, with nothing written, for NaN and infinities, which JSON does not have.
[[nodiscard]] bool write_double(ByteBuffer& out, double value);

inline void write_bool(ByteBuffer& out, bool value) {
    out.append(value ? std::string_view("true") : "false");
}
inline void write_null(ByteBuffer& out) {
    out.append("null");
}

}  // namespace fasterapi::json
