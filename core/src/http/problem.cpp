#include "http/problem.h"

#include "http/status.h"

namespace fasterapi::http {

namespace {

/// Explanations and reason phrases hold nothing that JSON would have to escape.
std::string detail(std::string_view text) {
    constexpr std::string_view before = R"({"detail":")";
    constexpr std::string_view after = R"("})";
    std::string body;
    body.reserve(before.size() + text.size() + after.size());
    return body.append(before).append(text).append(after);
}

}  // namespace

std::string problem_body(Error error) {
    return detail(explanation_of(error));
}
std::string problem_body(int status) {
    return detail(reason_phrase(status));
}

}  // namespace fasterapi::http
