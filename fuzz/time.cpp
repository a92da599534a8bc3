// Dates, times, datetimes and durations: what is read is within the bounds of its type, and written, it reads
// back the same.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include "require.h"
#include "time/format.h"
#include "time/parse.h"

namespace {

using namespace fasterapi;
using namespace fasterapi::time;

bool is_within_bounds(const Date& date) {
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
           date.day <= 31;
}

bool is_within_bounds(const Time& time) {
    const std::int32_t offset = time.utc_offset_seconds.value_or(0);
    return time.hour <= 23 && time.minute <= 59 && time.second <= 59 && time.microsecond <= 999'999 &&
           offset > -86'400 && offset < 86'400;
}

bool is_within_bounds(const DateTime& value) {
    return is_within_bounds(value.date) && is_within_bounds(value.time);
}

bool is_within_bounds(const Duration& duration) {
    return duration.days >= -999'999'999 && duration.days <= 999'999'999 && duration.seconds >= 0 &&
           duration.seconds <= 86'399 && duration.microseconds >= 0 && duration.microseconds <= 999'999;
}

template <class Parse, class Write>
void read_and_write(std::string_view text, Parse parse, Write write) {
    const auto value = parse(text);
    if (!value) {
        static_cast<void>(explanation_of(value.error()));
        return;
    }
    fuzz::require(is_within_bounds(*value));
    ByteBuffer out;
    write(out, *value);
    const auto again = parse(out.view());
    fuzz::require(again.has_value() && *again == *value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // Of exactly its size, so that what is read behind it is noticed.
    const std::unique_ptr<char[]> block(new char[size]);
    if (size != 0) {
        std::memcpy(block.get(), data, size);
    }
    const std::string_view text(block.get(), size);
    read_and_write(text, parse_date, write_date);
    read_and_write(text, parse_time, write_time);
    read_and_write(text, parse_datetime, write_datetime);
    read_and_write(text, parse_duration, write_duration);
    return 0;
}
