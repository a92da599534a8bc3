#include "http/target.h"

#include <algorithm>

#include "http/ascii.h"
#include "http/authority.h"
#include "http/percent.h"

namespace fasterapi::http {

namespace {

Result<Target> parse_authority_form(std::string_view text) noexcept {
    const auto authority = parse_authority(text);
    if (!authority || authority->port.empty()) {  // RFC 9110 9.3.6: an empty port is refused
        return Error::bad_target;
    }
    return Target{{}, {}, text};
}

/// Path and query, the path maybe empty.
Result<Target> parse_path_and_query(std::string_view text) noexcept {
    const std::size_t plain = span_of(plain_char, text);
    if (plain == text.size()) [[likely]] {
        return Target{text, text.substr(plain), {}};
    }
    if (plain + span_of(target_char, text.substr(plain)) < text.size()) {
        return Error::bad_target;
    }
    const std::size_t mark = std::min(text.find('?', plain), text.size());
    Target target;
    target.raw_path = text.substr(0, mark);
    target.query = mark < text.size() ? text.substr(mark + 1) : text.substr(mark);
    if (!has_valid_percent_escapes(target.raw_path)) {
        return Error::bad_percent_escape;
    }
    return target;
}

/// What follows "http://" or "https://"; empty for any other text.
std::string_view without_scheme(std::string_view text) noexcept {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (is_lower_case_of(scheme, text.substr(0, scheme.size()))) {
            return text.substr(scheme.size());
        }
    }
    return {};
}

Result<Target> parse_absolute_form(std::string_view text) noexcept {
    const std::string_view rest = without_scheme(text);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
    if (!parse_authority(authority)) {
        return Error::bad_target;
    }
    auto target = parse_path_and_query(rest.substr(authority.size()));
    if (target) {
        target->authority = authority;
        if (target->raw_path.empty()) {
            target->raw_path = "/";
        }
    }
    return target;
}

}  // namespace

Result<Target> parse_target(Method method, std::string_view text) noexcept {
    if (method == Method::connect) {
        return parse_authority_form(text);
    }
    if (text.starts_with('/')) {
        return parse_path_and_query(text);
    }
    if (text == "*") {
        return method == Method::options ? Result<Target>(Target{text, {}, {}}) : Error::bad_target;
    }
    return parse_absolute_form(text);
}

}  // namespace fasterapi::http
