#include "json/writer.h"

#include <gtest/gtest.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <random>
#include <string>
#include <utility>

namespace fasterapi::json {

namespace {

using namespace std::literals;

std::string string_of(std::string_view text) {
    ByteBuffer out;
    write_string(out, text);
    return std::string(out.view());
}

/// One byte after the other, as RFC 8259 7 and json.dumps have it.
std::string escaped(std::string_view text) {
    std::string out = "\"";
    for (const char letter : text) {
        constexpr std::string_view letters = "\"\\\b\f\n\r\t";
        constexpr std::string_view escapes = "\"\\bfnrt";
        constexpr std::string_view digits = "0123456789abcdef";
        const auto byte = static_cast<unsigned char>(letter);
        if (const std::size_t place = letters.find(letter); place != std::string_view::npos) {
            out += {'\\', escapes[place]};
        } else if (byte < 0x20) {
            out += {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]};
        } else {
            out += letter;
        }
    }
    return out + "\"";
}

TEST(JsonString, FollowsRfc8259) {
    for (const auto& [text, json] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"", R"("")"},
             {std::string_view(), R"("")"},
             {"Hello, World!", R"("Hello, World!")"},
             {"\"quoted\" \\ /", R"("\"quoted\" \\ /")"},
             {"\b\f\n\r\t", R"("\b\f\n\r\t")"},
             {"\0\x01\x1f\x7f"sv, "\"\\u0000\\u0001\\u001f\x7f\""},
             {"na\xc3\xafve \xf0\x9f\x98\x80", "\"na\xc3\xafve \xf0\x9f\x98\x80\""},
             {"\xe2\x80\xa8", "\"\xe2\x80\xa8\""},
         }) {
        SCOPED_TRACE(text);
        EXPECT_EQ(string_of(text), json);
    }
}

/// Whatever stands in front, behind and how long the text is: SIMD registers and machine words end somewhere.
TEST(JsonString, EscapesEveryByteAtEveryPlace) {
    for (std::size_t size = 1; size <= 67; ++size) {
        for (std::size_t place = 0; place < size; ++place) {
            for (const char byte :
                 {'\0', '\x1f', ' ', '!', '"', '#', '[', '\\', ']', '\x7f', '\x80', '\x9f', '\xff'}) {
                std::string text(size, 'a');
                text[place] = byte;
                ASSERT_EQ(string_of(text), escaped(text)) << "size " << size << ", place " << place;
            }
        }
    }
    for (int byte = 0; byte < 256; ++byte) {
        const std::string text(20, static_cast<char>(byte));
        ASSERT_EQ(string_of(text), escaped(text)) << byte;
    }
}

TEST(JsonString, RandomTextsAreEscapedAsByteByByte) {
    std::mt19937 random(1);
    for (int round = 0; round < 5000; ++round) {
        std::string text(random() % 200, ' ');
        for (char& letter : text) {
            const std::uint32_t kind = random() % 32;
            letter = kind == 0   ? '"'
                     : kind == 1 ? '\n'
                                 : static_cast<char>(kind == 2 ? random() : 'a' + random() % 26);
        }
        ASSERT_EQ(string_of(text), escaped(text));
    }
}

TEST(JsonString, IsAppended) {
    ByteBuffer out;
    for (int i = 0; i < 1000; ++i) {
        write_string(out, "\x01\x02");
    }
    EXPECT_EQ(out.size(), 1000 * 14U);
    EXPECT_TRUE(out.view().ends_with(R"("\u0001\u0002""\u0001\u0002")"));
}

template <class Integer>
std::string integer_of(Integer value) {
    ByteBuffer out;
    if constexpr (std::is_signed_v<Integer>) {
        write_int(out, value);
    } else {
        write_uint(out, value);
    }
    return std::string(out.view());
}

TEST(JsonInteger, IsDecimal) {
    EXPECT_EQ(integer_of(std::int64_t{0}), "0");
    EXPECT_EQ(integer_of(std::int64_t{-1}), "-1");
    EXPECT_EQ(integer_of(std::numeric_limits<std::int64_t>::max()), "9223372036854775807");
    EXPECT_EQ(integer_of(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
    EXPECT_EQ(integer_of(std::uint64_t{0}), "0");
    EXPECT_EQ(integer_of(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
    std::uint64_t power = 1;
    for (int digits = 1; digits <= 19; ++digits, power *= 10) {
        EXPECT_EQ(integer_of(power), std::to_string(power));
        EXPECT_EQ(integer_of(power - 1), std::to_string(power - 1));
    }
}

TEST(JsonConstant, IsAWord) {
    ByteBuffer out;
    write_bool(out, true);
    write_bool(out, false);
    write_null(out);
    EXPECT_EQ(out.view(), "truefalsenull");
}

std::string double_of(double value) {
    ByteBuffer out;
    EXPECT_TRUE(write_double(out, value));
    return std::string(out.view());
}

TEST(JsonDouble, IsLaidOutAsPythonsRepr) {
    for (const auto& [value, json] : std::initializer_list<std::pair<double, std::string_view>>{
             {0.0, "0.0"},
             {-0.0, "-0.0"},
             {1.0, "1.0"},
             {-1.5, "-1.5"},
             {0.1, "0.1"},
             {0.1 + 0.2, "0.30000000000000004"},
             {100.0, "100.0"},
             {123456.789, "123456.789"},
             {0.001, "0.001"},
             {0.0001, "0.0001"},
             {0.00012345678901234567, "0.00012345678901234567"},
             {0.00001, "1e-05"},
             {0.000012345, "1.2345e-05"},
             {1e15, "1000000000000000.0"},
             {9999999999999998.0, "9999999999999998.0"},
             {1e16, "1e+16"},
             {12345678901234567890.0, "1.2345678901234567e+19"},
             {1e22, "1e+22"},
             {1e23, "1e+23"},
             {1e100, "1e+100"},
             {1e-100, "1e-100"},
             {5e-324, "5e-324"},
             {2.2250738585072014e-308, "2.2250738585072014e-308"},
             {1.7976931348623157e308, "1.7976931348623157e+308"},
             {-2.2250738585072014e-308, "-2.2250738585072014e-308"},
             {4503599627370495.5, "4503599627370495.5"},
             {9007199254740993.0, "9007199254740992.0"},
         }) {
        EXPECT_EQ(double_of(value), json);
    }
}

TEST(JsonDouble, ThereIsNoneForNanAndInfinity) {
    ByteBuffer out;
    out.append("x");
    for (const double value :
         {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
          -std::numeric_limits<double>::infinity()}) {
        EXPECT_FALSE(write_double(out, value));
        EXPECT_EQ(out.view(), "x");
    }
}

TEST(JsonDouble, ReadsBackTheSame) {
    std::mt19937_64 random(1);
    for (int round = 0; round < 200000; ++round) {
        // Half of them any bits, half of the sizes that people use.
        const double value =
            round % 2 == 0
                ? std::bit_cast<double>(random())
                : static_cast<double>(static_cast<std::int64_t>(random() % 2'000'000'000) - 1'000'000'000) /
                      1000;
        if (!std::isfinite(value)) {
            continue;
        }
        const std::string json = double_of(value);
        double read = 0;
        const auto [end, error] = std::from_chars(json.data(), json.data() + json.size(), read);
        ASSERT_EQ(error, std::errc()) << json;
        ASSERT_EQ(end, json.data() + json.size()) << json;
        ASSERT_EQ(std::bit_cast<std::uint64_t>(read), std::bit_cast<std::uint64_t>(value)) << json;
        ASSERT_TRUE(json.find('.') != std::string::npos || json.find('e') != std::string::npos) << json;
    }
}

}  // namespace

}  // namespace fasterapi::json
