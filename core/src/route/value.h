#pragma once

#include <cstddef>
#include <string_view>

#include "route/pattern.h"

namespace fasterapi::route {

/// Where the values of a parameter that starts at `begin` may end, longest first, as a greedy regular
/// expression would try them: take longest_end(), then shorter_end() of each, until no_end.
inline constexpr std::size_t no_end = std::string_view::npos;

[[nodiscard]] std::size_t longest_end(Converter converter, std::string_view path, std::size_t begin) noexcept;
[[nodiscard]] std::size_t shorter_end(Converter converter, std::string_view path, std::size_t begin,
                                      std::size_t end) noexcept;

/// Whether a value may go on with `byte`. If not, a parameter in front of it has one possible end.
[[nodiscard]] bool may_contain(Converter converter, char byte) noexcept;

}  // namespace fasterapi::route
