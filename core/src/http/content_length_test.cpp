#include "http/content_length.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <optional>

namespace fasterapi::http {
namespace {

struct Case {
    std::string_view value;
    std::optional<std::uint64_t> bytes;
};

TEST(ContentLength, FollowsRfc9110) {
    for (auto [value, bytes] : std::initializer_list<Case>{
             {"0", 0},
             {"5", 5},
             {"00042", 42},
             {"9223372036854775807", 9223372036854775807u},
             {"0000000000000000000000000000000000000001", 1},
             {"9223372036854775808", {}},
             {"18446744073709551615", {}},
             {"18446744073709551616", {}},
             {"99999999999999999999999999", {}},
             {"", {}},
             {"+1", {}},
             {"-1", {}},
             {" 1", {}},
             {"1 ", {}},
             {"1\t", {}},
             {"0x10", {}},
             {"1e3", {}},
             {"1.0", {}},
             {"1_000", {}},
             {"5,5", {}},
             {"5, 5", {}},
             {"\xd9\xa1", {}},  // a digit, but not of ours
         }) {
        SCOPED_TRACE(value);
        const auto parsed = parse_content_length(value);
        EXPECT_EQ(parsed.to_optional(), bytes);
        if (!parsed) {
            EXPECT_EQ(parsed.error(), Error::bad_content_length);
        }
    }
}

}  // namespace
}  // namespace fasterapi::http
