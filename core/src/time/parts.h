#pragma once

#include "time/reader.h"
#include "time/value.h"

namespace fasterapi::time {

/// YYYY-MM-DD. The year may be 0: who gives the date away refuses that.
[[nodiscard]] Date read_date(Reader& in) noexcept;

/// HH:MM, then what read_seconds takes, then an offset from UTC, and nothing more.
[[nodiscard]] Time read_time(Reader& in) noexcept;

struct Seconds {
    unsigned second = 0;
    unsigned microsecond = 0;
    /// Whether there were the six digits of the microsecond, or more.
    bool is_exact = false;
};

/// ":SS" or ":SS.f", with a comma for the point, too, or nothing, which is 0. Of the fraction's digits those
/// past the sixth are dropped.
[[nodiscard]] Seconds read_seconds(Reader& in) noexcept;

}  // namespace fasterapi::time
