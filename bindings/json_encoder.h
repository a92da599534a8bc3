#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <cstdint>

#include "base/byte_buffer.h"

namespace fasterapi::python {

/// What becomes of NaN and infinities, which JSON does not have.
enum class NonFinite : std::uint8_t { refused, null };

/// Append `value` as json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
/// writes it, byte for byte: dict, list, tuple, str, int, float, bool, None and their subclasses,
/// enumerations included.
///
/// Python code runs meanwhile only in items() and __iter__() of subclasses, and for the digits of huge
/// integers. What it, or another thread, does to containers that are being written shows in the result or
/// ends in RuntimeError; it is never unsafe.
/// @return false with a Python exception set and nothing appended: ValueError for NaN and infinities, where
/// those are refused, and as keys; for circular
/// references, integers beyond sys.get_int_max_str_digits() and nesting beyond json::nesting_limit; TypeError
/// for a value or key of another type; UnicodeEncodeError for an unpaired surrogate; MemoryError; or what
/// a subclass raised.
[[nodiscard]] bool encode_json(PyObject* value, ByteBuffer& out,
                               NonFinite non_finite = NonFinite::refused) noexcept;

/// The same of a str, and of an int.
[[nodiscard]] bool encode_text(PyObject* text, ByteBuffer& out) noexcept;
[[nodiscard]] bool encode_integer(PyObject* integer, ByteBuffer& out) noexcept;

}  // namespace fasterapi::python
