#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace fasterapi::json {

/// The offset of the first key (RFC 8259: name) that its object has had before, by what it says and not by
/// how it is escaped. RFC 8259 4 leaves open what such a text means, and two readers may differ about it.
/// @return nothing where there is none, and for a text that is no JSON.
[[nodiscard]] std::optional<std::size_t> find_duplicate_key(std::string_view text);

}  // namespace fasterapi::json
