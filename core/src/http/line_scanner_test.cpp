#include "http/line_scanner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <string>

namespace fasterapi::http {
namespace {

using Found = LineScanner::Found;

TEST(FindControl, FindsEveryControlCharacterAtEveryPlace) {
    for (std::size_t size = 1; size < 50; ++size) {
        for (std::size_t from = 0; from < size; ++from) {
            // Exactly as large as the text, so that a sanitizer sees every byte read beyond it.
            const auto text = std::make_unique<char[]>(size);
            std::fill_n(text.get(), size, 'a');
            const char* const end = text.get() + size;
            const auto found = [&] { return find_control(text.get(), text.get() + from, end) - text.get(); };
            EXPECT_EQ(found(), static_cast<std::ptrdiff_t>(size));
            for (std::size_t at = 0; at < size; ++at) {
                text[at] = '\n';
                EXPECT_EQ(found(), static_cast<std::ptrdiff_t>(at < from ? size : at));
                text[at] = 'a';
            }
        }
    }
}

TEST(FindControl, JudgesEveryByte) {
    for (const std::size_t size : {3u, 16u, 40u}) {
        std::string text(size, ' ');
        for (int c = 0; c < 256; ++c) {
            for (const std::size_t at : {std::size_t{0}, size / 2, size - 1}) {
                text[at] = static_cast<char>(c);
                const bool control = (c < 0x20 && c != '\t') || c == 0x7f;
                EXPECT_EQ(find_control(text.data(), text.data(), text.data() + size) - text.data(),
                          static_cast<std::ptrdiff_t>(control ? at : size))
                    << c;
                text[at] = ' ';
            }
        }
    }
}

struct Case {
    std::string_view input;
    std::size_t most;
    Found found;
    std::string_view text;
};

TEST(LineScanner, FindsTheEndOfALine) {
    for (const auto& [input, most, found, text] : std::initializer_list<Case>{
             {"", 10, Found::need_data, ""},
             {"abc", 10, Found::need_data, "abc"},
             {"abc\r", 10, Found::need_data, "abc"},
             {"abc\r\n", 10, Found::line, "abc"},
             {"\r\n", 10, Found::line, ""},
             {"a\tb\x80\r\nc", 10, Found::line, "a\tb\x80"},
             {"abc\r\n", 5, Found::line, "abc"},
             {"abcd", 5, Found::need_data, "abcd"},
             {"abcde", 5, Found::too_long, "abcde"},
             {"abcd\r", 5, Found::too_long, "abcd"},
             {"abcd\r\n", 5, Found::too_long, "abcd"},
             {"abcdefgh\n", 5, Found::too_long, "abcde"},
             {"abc\n", 10, Found::bad_line_end, "abc"},
             {"abc\rd", 10, Found::bad_line_end, "abc"},
             {"abc\r\r\n", 10, Found::bad_line_end, "abc"},
             {"\n", 10, Found::bad_line_end, ""},
             {"ab\x01\r\n", 10, Found::control_character, "ab"},
             {"ab\x7f", 10, Found::control_character, "ab"},
         }) {
        SCOPED_TRACE(input);
        LineScanner whole;
        EXPECT_EQ(whole.scan(input, most), found);
        EXPECT_EQ(whole.text(input), text);

        LineScanner by_byte;
        Found last = Found::need_data;
        for (std::size_t size = 0; size <= input.size() && last == Found::need_data; ++size) {
            last = by_byte.scan(input.substr(0, size), most);
        }
        EXPECT_EQ(last, found);
        EXPECT_EQ(by_byte.text(input), text);
    }
}

TEST(LineScanner, GoesOnBehindALine) {
    const std::string_view input = "one\r\n\r\nthree\r\n";
    LineScanner line;
    for (const std::string_view text : {"one", "", "three"}) {
        ASSERT_EQ(line.scan(input, 10), Found::line);
        EXPECT_EQ(line.text(input), text);
        line.advance();
    }
    EXPECT_EQ(line.begin(), input.size());
    EXPECT_EQ(line.scan(input, 10), Found::need_data);
}

}  // namespace
}  // namespace fasterapi::http
