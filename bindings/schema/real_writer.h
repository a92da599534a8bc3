#pragma once

#include "base/byte_buffer.h"

namespace fasterapi::python::schema {

/// As pydantic writes it: as repr does, but for an exponent of one digit: 1e-9 for 1e-09, 0.00001 for 1e-05.
/// @return false, with nothing written, for what JSON does not have.
[[nodiscard]] bool write_real(ByteBuffer& out, double value);

/// As pydantic makes a member's name of it: all digits, without an exponent, and no ".0". `value` is finite.
void write_real_name(ByteBuffer& out, double value);

}  // namespace fasterapi::python::schema
