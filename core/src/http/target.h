#pragma once

#include <string_view>

#include "http/error.h"
#include "http/method.h"

namespace fasterapi::http {

/// The parts of a request-target (RFC 9112 3.2), as RequestHead explains them.
struct Target {
    std::string_view raw_path;
    std::string_view query;
    std::string_view authority;  ///< empty for origin-form and asterisk-form
};

/// Cut a request-target. Authority-form goes with CONNECT alone and "*" with OPTIONS alone; absolute-form is
/// http or https without userinfo. Only visible ASCII but "#" passes.
/// @return the parts, Error::bad_target, or Error::bad_percent_escape (in the path; a query is not judged).
[[nodiscard]] Result<Target> parse_target(Method method, std::string_view text) noexcept;

}  // namespace fasterapi::http
