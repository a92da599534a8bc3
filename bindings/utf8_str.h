#pragma once

#include <string_view>

#include "object.h"

namespace fasterapi::python {

/// The str of a text that has been found to be UTF-8 (RFC 3629): nothing of it is checked again, and it is
/// made at once of the width that it needs. Empty with MemoryError set.
[[nodiscard]] Object str_of_valid_utf8(std::string_view text) noexcept;

}  // namespace fasterapi::python
