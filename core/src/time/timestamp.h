#pragma once

#include <optional>
#include <string_view>

#include "time/error.h"
#include "time/value.h"

namespace fasterapi::time {

/// The moment of a Unix timestamp, in UTC: seconds, or milliseconds if farther than 2e10 from 0.
/// Without a point it is an integer of 64 bits; with one, a decimal ("1.5", ".5", "1.", "1.5e3") whose value
/// goes through a double, as in pydantic, and is rounded to the microsecond.
/// @return nothing if `text` is no number; a moment of the years 0 to 9999, or that it lies before or after.
[[nodiscard]] std::optional<Result<DateTime>> parse_timestamp(std::string_view text) noexcept;

/// As above, for integers only.
[[nodiscard]] std::optional<Result<DateTime>> parse_integer_timestamp(std::string_view text) noexcept;

}  // namespace fasterapi::time
