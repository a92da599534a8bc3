#pragma once

#include <compare>

#include "time/value.h"

// As pydantic compares values with bounds: offsets from UTC count where both have one, and else what clocks
// show does.
namespace fasterapi::time {

[[nodiscard]] std::strong_ordering compare(const Date& a, const Date& b) noexcept;
[[nodiscard]] std::strong_ordering compare(const Time& a, const Time& b) noexcept;
[[nodiscard]] std::strong_ordering compare(const DateTime& a, const DateTime& b) noexcept;
[[nodiscard]] std::strong_ordering compare(const Duration& a, const Duration& b) noexcept;

}  // namespace fasterapi::time
