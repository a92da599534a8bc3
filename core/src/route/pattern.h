#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace fasterapi::route {

/// What a path parameter must look like; `path` alone may contain "/".
enum class Converter : std::uint8_t {
    text,     ///< {name} or {name:str}: one or more characters except "/"
    integer,  ///< {name:int}: one or more digits
    number,   ///< {name:float}: digits, and perhaps a point and digits
    uuid,     ///< {name:uuid}: 8-4-4-4-12 hexadecimal digits of either case
    path,     ///< {name:path}: anything, nothing included
};

enum class PatternError : std::uint8_t {
    no_leading_slash,
    unbalanced_brace,
    bad_parameter_name,
    repeated_parameter_name,
    unknown_converter,
    two_parameters_without_literal,  ///< "/{a}{b}": no one could say where a ends
    bad_method,                      ///< not a token (RFC 9110 5.6.2)
    too_many_methods,                ///< more different ones in one router than max_methods
};

/// For a message to the developer.
[[nodiscard]] std::string_view explanation_of(PatternError error) noexcept;

/// "/items/{id:int}.json" taken apart. Literals stand around the parameters: literals[i], parameter i,
/// literals[i + 1]; only the last literal may be empty.
struct Pattern {
    std::vector<std::string> literals;
    std::vector<std::string> names;
    std::vector<Converter> converters;
};

[[nodiscard]] Result<Pattern, PatternError> parse_pattern(std::string_view text);

}  // namespace fasterapi::route
