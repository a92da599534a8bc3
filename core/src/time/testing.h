#pragma once

#include <string>
#include <string_view>

#include "time/error.h"
#include "time/format.h"

namespace fasterapi::time {

inline void write(ByteBuffer& out, const Date& value) {
    write_date(out, value);
}
inline void write(ByteBuffer& out, const Time& value) {
    write_time(out, value);
}
inline void write(ByteBuffer& out, const DateTime& value) {
    write_datetime(out, value);
}
inline void write(ByteBuffer& out, const Duration& value) {
    write_duration(out, value);
}

template <class T>
std::string text_of(const T& value) {
    ByteBuffer out;
    write(out, value);
    return std::string(out.view());
}

/// What pydantic would show: the value as it is written, or why there is none.
template <class T>
std::string outcome_of(const Result<T>& result) {
    if (result) {
        return text_of(*result);
    }
    return result.error() == TimeError::date_not_exact ? "not exact"
                                                       : std::string(explanation_of(result.error()));
}

/// A text and what becomes of it.
struct Case {
    std::string_view text;
    std::string_view outcome;
};

}  // namespace fasterapi::time
