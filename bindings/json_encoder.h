#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "base/byte_buffer.h"

namespace fasterapi::python {

/// Append `value` as json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
/// writes it, byte for byte: dict, list, tuple, str, int, float, bool, None and their subclasses,
/// enumerations included.
///
/// Only the `items()` of dict subclasses and the repr of integers beyond 64 bits can run Python code
/// meanwhile; what such code, or another thread, does to the containers being written shows in the result, or
/// ends in RuntimeError, and is never unsafe.
/// @return false with a Python exception set and nothing appended: ValueError for NaN, infinities, circular
/// references, integers beyond sys.get_int_max_str_digits() and nesting beyond json::nesting_limit; TypeError
/// for a value or key of another type; UnicodeEncodeError for an unpaired surrogate; MemoryError; or what
/// `items()` raised.
[[nodiscard]] bool encode_json(PyObject* value, ByteBuffer& out) noexcept;

}  // namespace fasterapi::python
