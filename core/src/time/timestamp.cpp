#include "time/timestamp.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>

#include "time/number.h"

namespace fasterapi::time {

namespace {

/// Whether `number`, too far from 1 for a double, is too large and not too close to 0.
bool is_huge(std::string_view number) noexcept {
    const std::size_t end = std::min(number.find_first_of("eE"), number.size());
    const std::string_view digits = number.substr(0, end);
    const auto point = static_cast<std::int64_t>(digits.find('.'));
    const auto first = static_cast<std::int64_t>(digits.find_first_of("123456789"));
    std::string_view exponent_text = number.substr(std::min(end + 1, number.size()));
    if (exponent_text.starts_with('+')) {
        exponent_text.remove_prefix(1);
    }
    std::int64_t exponent = 0;
    const auto status =
        std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent).ec;
    if (status == std::errc::result_out_of_range) {
        return !exponent_text.starts_with('-');
    }
    return exponent > first - point;
}

/// @return nothing for what is no decimal number; what is too large for a double is infinite.
std::optional<double> parse_decimal(std::string_view text) noexcept {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) {
        text.remove_prefix(1);
    }
    // from_chars would take another sign, and names of infinities.
    if (text.empty() || std::string_view(".0123456789").find(text.front()) == std::string_view::npos) {
        return std::nullopt;
    }
    double value = 0;
    const char* const end = text.data() + text.size();
    const std::from_chars_result read = std::from_chars(text.data(), end, value);
    if (read.ptr != end || read.ec == std::errc::invalid_argument) {
        return std::nullopt;
    }
    if (read.ec == std::errc::result_out_of_range) {
        value = is_huge(text) ? std::numeric_limits<double>::infinity() : 0;
    }
    return negative ? -value : value;
}

}  // namespace

std::optional<Result<DateTime>> parse_integer_timestamp(std::string_view text) noexcept {
    if (text.starts_with('+')) {
        text.remove_prefix(1);
        if (text.starts_with('-')) {
            return std::nullopt;
        }
    }
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    const std::from_chars_result read = std::from_chars(text.data(), end, value);
    if (read.ptr != end || read.ec != std::errc()) {
        return std::nullopt;
    }
    return moment_of_number(value);
}

std::optional<Result<DateTime>> parse_timestamp(std::string_view text) noexcept {
    if (text.find('.') == std::string_view::npos) {
        return parse_integer_timestamp(text);
    }
    const std::optional<double> value = parse_decimal(text);
    if (!value) {
        return std::nullopt;
    }
    return moment_of_number(*value);
}

}  // namespace fasterapi::time
