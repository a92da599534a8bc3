#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "time/error.h"

namespace fasterapi::time {

/// Reads a text from left to right and keeps the first thing that was wrong with it, so that what reads a
/// date is written as the date is. Once something was wrong, what is read has no meaning.
class Reader {
public:
    explicit Reader(std::string_view text) noexcept : rest_(text) {}

    [[nodiscard]] std::string_view rest() const noexcept { return rest_; }
    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
    [[nodiscard]] bool failed() const noexcept { return error_.has_value(); }
    [[nodiscard]] bool at_digit() const noexcept {
        return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
    }

    void require(bool holds, TimeError otherwise) noexcept {
        if (!holds && !error_) {
            error_ = otherwise;
        }
    }

    /// @return whether the next character was one of `letters`, which it then is past.
    bool skip_one_of(std::string_view letters) noexcept {
        return !rest_.empty() && letters.find(rest_.front()) != std::string_view::npos && skip(1);
    }

    /// @return whether `text` is next, which it then is past.
    bool skip_text(std::string_view text) noexcept { return rest_.starts_with(text) && skip(text.size()); }

    /// Only where at_digit().
    [[nodiscard]] unsigned digit() noexcept {
        const auto value = static_cast<unsigned>(rest_.front() - '0');
        skip(1);
        return value;
    }

    /// The number of exactly `count` digits.
    [[nodiscard]] unsigned digits(int count, TimeError otherwise) noexcept {
        unsigned value = 0;
        for (int i = 0; i < count; ++i) {
            if (!at_digit()) {
                require(false, otherwise);
                return 0;
            }
            value = value * 10 + digit();
        }
        return value;
    }

    /// `value`, or what was wrong.
    template <class T>
    [[nodiscard]] Result<T> result(const T& value) const noexcept {
        if (error_) {
            return *error_;
        }
        return value;
    }

private:
    bool skip(std::size_t characters) noexcept {
        rest_.remove_prefix(characters);
        return true;
    }

    std::string_view rest_;
    std::optional<TimeError> error_;
};

}  // namespace fasterapi::time
