#pragma once

#include "base/byte_buffer.h"
#include "time/value.h"

// The text that pydantic's dump_json writes between the quotes. None of it needs an escape in JSON.
namespace fasterapi::time {

/// "2024-01-02"
void write_date(ByteBuffer& out, const Date& date);

/// "03:04:05" or "03:04:05.000006", then nothing, "Z" or "+01:00"; an offset's seconds are left out.
void write_time(ByteBuffer& out, const Time& time);

/// "2024-01-02T03:04:05Z"
void write_datetime(ByteBuffer& out, const DateTime& value);

/// "P1Y2DT3H4M5.6S", each part only if it is not 0, years of 365 days; "PT0S" for nothing, and "-" before
/// all of it for a negative duration.
void write_duration(ByteBuffer& out, const Duration& duration);

/// "-1 days and 23 hours and 1 minute", as messages of errors name a duration; "0 seconds" for none.
void write_duration_in_words(ByteBuffer& out, const Duration& duration);

}  // namespace fasterapi::time
