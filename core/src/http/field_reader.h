#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/error.h"
#include "http/header_field.h"
#include "http/limits.h"
#include "http/line_scanner.h"

namespace fasterapi::http {

/// Reads the field lines of a head or of a trailer section up to the empty line behind them (RFC 9112
/// 5, 7.1.2). The caller offers the section from the same first byte in each call, as LineScanner says.
class FieldReader {
public:
    enum class Event : std::uint8_t { need_data, field, end, refused };

    FieldReader() noexcept = default;
    FieldReader(const Limits& limits, std::size_t begin) noexcept
        : line_(begin), bytes_left_(limits.header_bytes), count_left_(limits.header_count) {}

    [[nodiscard]] Event next(std::string_view input) noexcept;

    /// After Event::field: name and value, views into the input.
    [[nodiscard]] const HeaderField& field() const noexcept { return field_; }
    /// After Event::refused.
    [[nodiscard]] Error error() const noexcept { return error_; }
    /// Where the first line begins that was not given yet.
    [[nodiscard]] std::size_t position() const noexcept { return line_.begin(); }

private:
    [[nodiscard]] Event refuse(Error error) noexcept {
        error_ = error;
        return Event::refused;
    }
    [[nodiscard]] Event stopped(std::string_view input, LineScanner::Found found) noexcept;

    LineScanner line_;
    std::size_t bytes_left_ = 0;
    std::size_t count_left_ = 0;
    HeaderField field_;
    Error error_{};
};

}  // namespace fasterapi::http
