#include "route/value.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <vector>

namespace fasterapi::route {

namespace {

using enum Converter;

struct Case {
    Converter converter;
    std::string_view path;
    std::size_t begin;
    std::vector<std::size_t> ends;  ///< longest first
};

TEST(Value, EndsAreTriedLongestFirst) {
    for (const auto& [converter, given, begin, ends] : std::initializer_list<Case>{
             {text, "/abc/d", 1, {4, 3, 2}},
             {text, "/abc", 2, {4, 3}},
             {text, "/a", 2, {}},
             {text, "//", 1, {}},
             {integer, "/120x", 1, {4, 3, 2}},
             {integer, "/x", 1, {}},
             {integer, "/-1", 1, {}},
             {integer, "/+1", 1, {}},
             {number, "/12.34", 1, {6, 5, 3, 2}},
             {number, "/12.", 1, {3, 2}},
             {number, "/12.x", 1, {3, 2}},
             {number, "/1.2.3", 1, {4, 2}},
             {number, "/.5", 1, {}},
             {number, "/1e5", 1, {2}},
             {number, "/-1.5", 1, {}},
             {number, "/inf", 1, {}},
             {uuid, "/01234567-89ab-CDEF-0123-456789abcdef0", 1, {37}},
             {uuid, "/01234567-89ab-cdef-0123-456789abcde", 1, {}},
             {uuid, "/01234567-89ab-cdef-0123-456789abcdeg", 1, {}},
             {uuid, "/0123456789abcdef0123456789abcdef", 1, {}},
             {uuid, "/01234567-89ab-cdef-0123+456789abcdef", 1, {}},
             {path, "/a/", 1, {3, 2, 1}},
             {path, "/", 1, {1}},
         }) {
        SCOPED_TRACE(given);
        std::vector<std::size_t> found;
        for (std::size_t end = longest_end(converter, given, begin); end != no_end;
             end = shorter_end(converter, given, begin, end)) {
            found.push_back(end);
        }
        EXPECT_EQ(found, ends);
    }
}

/// What follows a parameter must be something its value cannot swallow, for the longest end to be the only
/// one.
TEST(Value, MayContainWhatItCouldGoOnWith) {
    for (int byte = 0; byte < 256; ++byte) {
        SCOPED_TRACE(byte);
        const char letter = static_cast<char>(byte);
        const bool digit = byte >= '0' && byte <= '9';
        EXPECT_EQ(may_contain(text, letter), byte != '/');
        EXPECT_EQ(may_contain(integer, letter), digit);
        EXPECT_EQ(may_contain(number, letter), digit || byte == '.');
        EXPECT_FALSE(may_contain(uuid, letter));
        EXPECT_TRUE(may_contain(path, letter));
    }
}

}  // namespace

}  // namespace fasterapi::route
