#pragma once

#include <string>
#include <string_view>

#include "http/error.h"

namespace fasterapi::http {

/// Content-Type of the answers that the engine itself gives to what cannot be served.
inline constexpr std::string_view problem_content_type = "application/json";

/// {"detail":"Content-Length is not a number"}: the shape FastAPI gives its errors. Its status is
/// status_of(error).
[[nodiscard]] std::string problem_body(Error error);

/// {"detail":"Not Found"}: the reason phrase of a status, as Starlette answers where nothing else is said.
[[nodiscard]] std::string problem_body(int status);

}  // namespace fasterapi::http
