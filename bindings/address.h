#pragma once

#include <cstdint>
#include <string>

#include "object.h"

namespace fasterapi::python {

/// Read (host, port), a tuple or a list, or None. @return false with an exception set.
[[nodiscard]] bool read_address(PyObject* address, std::string& host, std::uint16_t& port);

}  // namespace fasterapi::python
