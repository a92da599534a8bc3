#pragma once

#include <cassert>
#include <optional>
#include <utility>
#include <variant>

namespace fasterapi {

/// A value, or the error that stood in its way. Errors are enums: nothing is thrown across a parser.
/// T and E must be different types.
template <class T, class E>
class [[nodiscard]] Result {
public:
    constexpr Result(T value) noexcept : state_(std::in_place_index<0>, std::move(value)) {}
    constexpr Result(E error) noexcept : state_(std::in_place_index<1>, error) {}

    [[nodiscard]] constexpr bool has_value() const noexcept { return state_.index() == 0; }
    constexpr explicit operator bool() const noexcept { return has_value(); }

    /// Only where has_value().
    [[nodiscard]] constexpr T& operator*() & noexcept { return *std::get_if<0>(&state_); }
    [[nodiscard]] constexpr const T& operator*() const& noexcept { return *std::get_if<0>(&state_); }
    [[nodiscard]] constexpr T&& operator*() && noexcept { return std::move(*std::get_if<0>(&state_)); }
    [[nodiscard]] constexpr T* operator->() noexcept { return std::get_if<0>(&state_); }
    [[nodiscard]] constexpr const T* operator->() const noexcept { return std::get_if<0>(&state_); }

    /// Only where !has_value().
    [[nodiscard]] constexpr E error() const noexcept {
        assert(!has_value());
        return *std::get_if<1>(&state_);
    }

    [[nodiscard]] constexpr std::optional<T> to_optional() const {
        return has_value() ? std::optional<T>(**this) : std::nullopt;
    }

private:
    std::variant<T, E> state_;
};

}  // namespace fasterapi
