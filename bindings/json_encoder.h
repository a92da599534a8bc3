#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "base/byte_buffer.h"

namespace fasterapi::python {

/// Append `value` as json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
/// writes it, byte for byte: dict, list, tuple, str, int, float, bool, None and their subclasses,
/// enumerations included.
///
/// Python code runs meanwhile only in items() and __iter__() of subclasses, and for the digits of huge
/// integers. What it, or another thread, does to containers that are being written shows in the result or
/// ends in RuntimeError; it is never unsafe.
/// @return false with a Python exception set and nothing appended: ValueError for NaN, infinities, circular
/// references, integers beyond sys.get_int_max_str_digits() and nesting beyond json::nesting_limit; TypeError
/// for a value or key of another type; UnicodeEncodeError for an unpaired surrogate; MemoryError; or what
/// a subclass raised.
[[nodiscard]] bool encode_json(PyObject* value, ByteBuffer& out) noexcept;

}  // namespace fasterapi::python
