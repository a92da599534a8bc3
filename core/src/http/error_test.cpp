#include "http/error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "http/ascii.h"
#include "http/problem.h"
#include "http/status.h"

namespace fasterapi::http {
namespace {

constexpr int error_count = static_cast<int>(Error::body_timeout) + 1;

TEST(Error, StatusIsTheOneOfTheRfc) {
    for (int i = 0; i < error_count; ++i) {
        const auto error = static_cast<Error>(i);
        int expected = 400;
        switch (error) {
            case Error::head_timeout:
            case Error::body_timeout: expected = 408; break;
            case Error::body_too_large: expected = 413; break;
            case Error::request_line_too_long: expected = 414; break;
            case Error::unsupported_expectation: expected = 417; break;
            case Error::header_too_long:
            case Error::too_many_headers: expected = 431; break;
            case Error::unknown_transfer_coding: expected = 501; break;
            case Error::unsupported_version: expected = 505; break;
            default: break;
        }
        EXPECT_EQ(status_of(error), expected) << explanation_of(error);
    }
}

TEST(Error, ExplanationsAreDistinctSentencesThatNeedNoEscapes) {
    std::set<std::string_view> seen;
    for (int i = 0; i < error_count; ++i) {
        const std::string_view text = explanation_of(static_cast<Error>(i));
        ASSERT_FALSE(text.empty()) << i;
        EXPECT_TRUE(seen.insert(text).second) << text;
        EXPECT_NE(text.back(), '.') << text;
        EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) {
            return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
        })) << text;
    }
}

TEST(Problem, IsFastApisShape) {
    EXPECT_EQ(problem_body(Error::missing_host), R"({"detail":"Host is missing"})");
    EXPECT_EQ(problem_body(404), R"({"detail":"Not Found"})");
    EXPECT_EQ(problem_content_type, "application/json");
}

TEST(Status, ReasonPhrasesNeedNoEscapes) {
    int listed = 0;
    for (int status = 100; status < 600; ++status) {
        const std::string_view reason = reason_phrase(status);
        listed += reason.empty() ? 0 : 1;
        EXPECT_TRUE(std::all_of(reason.begin(), reason.end(), [](char c) {
            return is(alpha_char, c) || c == ' ' || c == '-';
        })) << reason;
    }
    EXPECT_EQ(listed, 61);
    EXPECT_EQ(reason_phrase(200), "OK");
    EXPECT_EQ(reason_phrase(422), "Unprocessable Content");
    EXPECT_EQ(reason_phrase(418), "");  // "(Unused)" in the registry
    EXPECT_EQ(reason_phrase(599), "");
}

TEST(Status, ContentIsForbidden) {
    for (const int status : {100, 101, 103, 199, 204, 304}) {
        EXPECT_TRUE(forbids_content(status)) << status;
    }
    for (const int status : {200, 201, 205, 206, 301, 303, 305, 400, 500}) {
        EXPECT_FALSE(forbids_content(status)) << status;
    }
}

}  // namespace
}  // namespace fasterapi::http
