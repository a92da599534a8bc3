#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fasterapi::python::schema {

enum class IntegerText : std::uint8_t { integer, no_integer, too_long };

/// An integer as lax mode takes it from text, pydantic's grammar: white space around it, a sign, leading
/// zeros, "_" between digits, a fraction of zeros. `digits` becomes what PyLong_FromString takes. Longer than
/// 4300 digits is too long: they take quadratic time (sys.int_info.default_max_str_digits).
[[nodiscard]] IntegerText read_integer(std::string_view text, std::string& digits);

/// A float as lax mode takes it: what Python's float() takes in ASCII, with white space around it, or else
/// single
/// "_" anywhere inside. @return false for anything else.
[[nodiscard]] bool read_real(std::string_view text, double& value);

/// Without what Unicode calls white space (White_Space=yes) at both ends; `text` is UTF-8.
[[nodiscard]] std::string_view trim_white_space(std::string_view text) noexcept;

}  // namespace fasterapi::python::schema
