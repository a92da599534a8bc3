#include "json/reader.h"

#include <gtest/gtest.h>

#include <cmath>
#include <initializer_list>
#include <limits>
#include <memory>
#include <string>
#include <utility>

namespace fasterapi::json {

namespace {

using namespace std::literals;

/// What the reader finds, one word an event: "[ 1 'a' ]", "{ 'k': true }"; numbers as written.
class Described {
public:
    explicit Described(std::string_view text) : reader_(text) {
        value();
        if (reader_.error() == ReadError::none) {
            static_cast<void>(reader_.finish());
        }
    }
    [[nodiscard]] const std::string& events() const { return events_; }
    [[nodiscard]] ReadError error() const { return reader_.error(); }
    [[nodiscard]] std::size_t position() const { return reader_.position(); }

private:
    void add(std::string_view word) {
        events_ += events_.empty() ? "" : " ";
        events_ += word;
    }
    void value() {
        switch (reader_.peek()) {
            case Kind::none: break;
            case Kind::null:
                if (reader_.read_null()) add("null");
                break;
            case Kind::boolean:
                if (bool value = false; reader_.read_boolean(value)) add(value ? "true" : "false");
                break;
            case Kind::number:
                if (Number number; reader_.read_number(number)) add(number.digits);
                break;
            case Kind::string:
                if (Text text; reader_.read_string(text)) add("'" + std::string(text.utf8) + "'");
                break;
            case Kind::array:
                if (!reader_.begin_array()) break;
                add("[");
                while (reader_.next_item())
                    value();
                if (reader_.error() == ReadError::none) add("]");
                break;
            case Kind::object: {
                if (!reader_.begin_object()) break;
                add("{");
                Text name;
                while (reader_.next_member(name)) {
                    add("'" + std::string(name.utf8) + "':");
                    value();
                }
                if (reader_.error() == ReadError::none) add("}");
                break;
            }
        }
    }

    Reader reader_;
    std::string events_;
};

/// In a block of memory that ends with it, so that AddressSanitizer sees a read behind it.
class Exactly {
public:
    explicit Exactly(std::string_view text)
        : bytes_(std::make_unique_for_overwrite<char[]>(text.size())), size_(text.size()) {
        text.copy(bytes_.get(), size_);
    }
    [[nodiscard]] std::string_view view() const { return {bytes_.get(), size_}; }

private:
    std::unique_ptr<char[]> bytes_;
    std::size_t size_;
};

TEST(JsonReader, ReadsWhatRfc8259Allows) {
    for (const auto& [text, events] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"null", "null"},
             {"true", "true"},
             {"false", "false"},
             {" \t\r\n null \t\r\n ", "null"},
             {"0", "0"},
             {"-0", "-0"},
             {"12", "12"},
             {"-12.50", "-12.50"},
             {"0.5e10", "0.5e10"},
             {"1E+2", "1E+2"},
             {"1e-2", "1e-2"},
             {"123456789012345678901234567890", "123456789012345678901234567890"},
             {R"("")", "''"},
             {R"("a")", "'a'"},
             {"\"\x7f\"", "'\x7f'"},
             {"\"na\xc3\xafve \xf0\x9f\x98\x80\"", "'na\xc3\xafve \xf0\x9f\x98\x80'"},
             {R"("\"\\\/\b\f\n\r\t")", "'\"\\/\b\f\n\r\t'"},
             {R"("\u0041\u00e9\u20AC\ud83d\uDE00")", "'A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80'"},
             {R"("\u0000")", "'\0'"sv},
             {R"("before\nafter the escape, for long")", "'before\nafter the escape, for long'"},
             {"[]", "[ ]"},
             {"[ ]", "[ ]"},
             {"[1]", "[ 1 ]"},
             {"[1 , [ 2,3 ],[]]", "[ 1 [ 2 3 ] [ ] ]"},
             {"{}", "{ }"},
             {"{ }", "{ }"},
             {R"({"a":1})", "{ 'a': 1 }"},
             {R"( { "a" : [ { } , null ] , "" : { "b" : "c" } } )", "{ 'a': [ { } null ] '': { 'b': 'c' } }"},
             {R"({"a":1,"a":2})", "{ 'a': 1 'a': 2 }"},
             {R"({"\u0061\n":1})", "{ 'a\n': 1 }"},
         }) {
        SCOPED_TRACE(text);
        const Exactly bytes(text);
        const Described described(bytes.view());
        EXPECT_EQ(described.events(), events);
        EXPECT_EQ(described.error(), ReadError::none);
        EXPECT_EQ(described.position(), text.size());
        Reader skipping(bytes.view());
        EXPECT_TRUE(skipping.skip() && skipping.finish());
    }
}

struct Refused {
    std::string_view text;
    ReadError error;
    std::size_t position;
};

TEST(JsonReader, RefusesTheRest) {
    using enum ReadError;
    for (const auto& [text, error, position] : std::initializer_list<Refused>{
             {"", ends_early, 0},
             {"  ", ends_early, 2},
             {"\xef\xbb\xbf{}", expected_value, 0},  // a byte order mark
             {"nul", ends_early, 0},
             {"nulL", expected_value, 0},
             {"True", expected_value, 0},
             {"NaN", expected_value, 0},
             {"Infinity", expected_value, 0},
             {"-Infinity", bad_number, 1},
             {"'a'", expected_value, 0},
             {"// c\n1", expected_value, 0},
             {"\v1", expected_value, 0},
             {"\f1", expected_value, 0},
             {"\0"sv, expected_value, 0},
             {"1 2", goes_on, 2},
             {"1,", goes_on, 1},
             {"{}]", goes_on, 2},
             {"null\0"sv, goes_on, 4},
             {"-", ends_early, 1},
             {"+1", expected_value, 0},
             {".5", expected_value, 0},
             {"-.5", bad_number, 1},
             {"01", bad_number, 0},
             {"-01", bad_number, 1},
             {"00", bad_number, 0},
             {"1.", ends_early, 2},
             {"1.e5", bad_number, 2},
             {"[1.]", bad_number, 3},
             {"1e", ends_early, 2},
             {"1e+", ends_early, 3},
             {"[1e]", bad_number, 3},
             {"1e5.5", goes_on, 3},
             {"0x10", goes_on, 1},
             {"1_000", goes_on, 1},
             {"\"", ends_early, 1},
             {"\"a", ends_early, 2},
             {"\"a\\", ends_early, 3},
             {"\"a\\\"", ends_early, 4},
             {"\"a\nb\"", control_character, 2},
             {"\"\\n\tb\"", control_character, 3},
             {"\"\0\""sv, control_character, 1},
             {R"("\x41")", bad_escape, 1},
             {R"("\'")", bad_escape, 1},
             {R"("\U0041")", bad_escape, 1},
             {R"("ab\u00g0")", bad_escape, 3},
             {R"("\u+041")", bad_escape, 1},
             {R"("\u-041")", bad_escape, 1},
             {R"("\u 041")", bad_escape, 1},
             {R"("\u004)", ends_early, 6},
             {R"("\ud800")", lone_surrogate, 1},
             {R"("\ud800x")", lone_surrogate, 1},
             {R"("\ud800\n")", lone_surrogate, 1},
             {R"("\ud800\ud800")", lone_surrogate, 1},
             {R"("\ud800\u0041")", lone_surrogate, 1},
             {R"("\udc00\ud800")", lone_surrogate, 1},
             {"\"ab\xff\"", bad_utf8, 3},
             {"\"ab\xc3\"", bad_utf8, 3},
             {"\"a\xc3\xa9\\n\xed\xa0\x80\"", bad_utf8, 6},
             {"[\xc3\xa9]", expected_value, 1},
             {"[", ends_early, 1},
             {"[1", ends_early, 2},
             {"[1,", ends_early, 3},
             {"[1,]", expected_value, 3},
             {"[,1]", expected_value, 1},
             {"[1 2]", expected_comma_or_end, 3},
             {"[1}", expected_comma_or_end, 2},
             {"[1:2]", expected_comma_or_end, 2},
             {"]", expected_value, 0},
             {"{", ends_early, 1},
             {R"({"a")", ends_early, 4},
             {R"({"a":)", ends_early, 5},
             {R"({"a":1)", ends_early, 6},
             {R"({"a":1,)", ends_early, 7},
             {R"({"a":1,})", expected_name, 7},
             {R"({,"a":1})", expected_name, 1},
             {R"({a:1})", expected_name, 1},
             {R"({1:1})", expected_name, 1},
             {R"({"a" 1})", expected_colon, 5},
             {R"({"a":1 "b":2})", expected_comma_or_end, 7},
             {R"({"a":1])", expected_comma_or_end, 6},
             {R"({"a":})", expected_value, 5},
         }) {
        SCOPED_TRACE(text);
        const Exactly bytes(text);
        const Described described(bytes.view());
        EXPECT_EQ(described.error(), error) << explanation_of(described.error());
        EXPECT_EQ(described.position(), position);
        EXPECT_FALSE(explanation_of(described.error()).empty());
        // Read over, it is refused for the same reason.
        Reader skipping(bytes.view());
        EXPECT_FALSE(skipping.skip() && skipping.finish());
        EXPECT_EQ(skipping.error(), error);
        EXPECT_EQ(skipping.position(), position);
        // And says so for ever.
        EXPECT_EQ(skipping.peek(), Kind::none);
        EXPECT_FALSE(skipping.next_item());
        Text name;
        EXPECT_FALSE(skipping.next_member(name));
        EXPECT_FALSE(skipping.finish());
        EXPECT_EQ(skipping.error(), error);
    }
}

TEST(JsonReader, RefusesEveryTextThatIsCutShort) {
    const std::string_view text =
        R"([{"name \u00e9\ud83d\ude00":[-1.5e+10,true,false,null,"na\u00efve"],"":{}},[[]],"longer than sixteen bytes"])";
    for (std::size_t bytes = 0; bytes < text.size(); ++bytes) {
        SCOPED_TRACE(bytes);
        const Exactly cut(text.substr(0, bytes));
        EXPECT_EQ(Described(cut.view()).error(), ReadError::ends_early);
    }
    EXPECT_EQ(Described(text).error(), ReadError::none);
}

TEST(JsonReader, FindsTheEndOfAStringWhereverItStands) {
    for (std::size_t before = 0; before < 40; ++before) {
        for (std::size_t after = 0; after < 40; ++after) {
            const std::string text =
                "\"" + std::string(before, 'x') + "\\\"" + std::string(after, 'y') + "\"";
            const Exactly bytes(text);
            EXPECT_EQ(Described(bytes.view()).events(),
                      "'" + std::string(before, 'x') + "\"" + std::string(after, 'y') + "'");
        }
    }
}

TEST(JsonReader, TellsWhetherATextIsAscii) {
    for (const auto& [text, ascii] : std::initializer_list<std::pair<std::string, bool>>{
             {R"("plain and simple, longer than sixteen")", true},
             {R"("escaped\n\u0041 and longer than sixteen")", true},
             {R"("\u00e9")", false},
             {R"("\u0041\ud83d\ude00")", false},
             {"\"sixteen bytes and\xc3\xa9 more\"", false},
             {"\"\xc3\xa9\"", false},
             {"\"a\\n\xc3\xa9\"", false},
             {"\"\xc3\xa9\\n\"", false},
             {"\"fifteen bytes..\" \xc3\xa9", true},  // only what stands in front of the quote counts
         }) {
        SCOPED_TRACE(text);
        Reader reader(text);
        Text read;
        ASSERT_EQ(reader.peek(), Kind::string);
        ASSERT_TRUE(reader.read_string(read));
        EXPECT_EQ(read.ascii, ascii);
    }
}

TEST(JsonReader, LimitsNesting) {
    const auto nested = [](int levels) {
        const auto count = static_cast<std::size_t>(levels);
        return std::string(count, '[') + std::string(count, ']');
    };
    EXPECT_EQ(Described(nested(nesting_limit)).error(), ReadError::none);
    const Described deeper(nested(nesting_limit + 1));
    EXPECT_EQ(deeper.error(), ReadError::too_deep);
    EXPECT_EQ(deeper.position(), static_cast<std::size_t>(nesting_limit));
    // Beside each other, there may be any number.
    std::string many = "[";
    for (int i = 0; i < 10 * nesting_limit; ++i) {
        many += "[],";
    }
    EXPECT_EQ(Described(many + "{}]").error(), ReadError::none);
}

TEST(JsonReader, GoesOnBehindWhatItSkips) {
    const std::string_view text = R"({"skipped":[{"a":[1,"]"]},{}],"wanted":7})";
    Reader reader(text);
    ASSERT_EQ(reader.peek(), Kind::object);
    ASSERT_TRUE(reader.begin_object());
    Text name;
    ASSERT_TRUE(reader.next_member(name));
    EXPECT_EQ(reader.peek(), Kind::array);
    const std::size_t begin = reader.position();
    ASSERT_TRUE(reader.skip());
    EXPECT_EQ(text.substr(begin, reader.position() - begin), R"([{"a":[1,"]"]},{}])");
    ASSERT_TRUE(reader.next_member(name));
    EXPECT_EQ(name.utf8, "wanted");
    Number number;
    ASSERT_EQ(reader.peek(), Kind::number);
    ASSERT_TRUE(reader.read_number(number));
    EXPECT_EQ(number.value, 7);
    EXPECT_FALSE(reader.next_member(name));
    EXPECT_TRUE(reader.finish());
}

struct Numbers {
    std::string_view text;
    bool is_integer;
    bool is_small;
    std::int64_t value;
    double number;
};

// A guess is as good as reading the name, and takes nothing where it is wrong.
TEST(JsonReader, ComparesANameWithAGuess) {
    struct Case {
        std::string_view text;
        std::string_view guess;
        bool is_guessed;
        std::string_view name;  ///< read where it is not
        ReadError error = ReadError::none;
    };
    for (const auto& [text, guess, is_guessed, name, error] : std::initializer_list<Case>{
             {R"({"a":1})", R"("a":)", true, {}},
             {R"({ "a":1})", R"("a":)", true, {}},
             {R"({"a" :1})", R"("a":)", false, "a"},
             {R"({"ab":1})", R"("a":)", false, "ab"},
             {R"({"a":1})", R"("ab":)", false, "a"},
             {R"({"\u0061":1})", R"("a":)", false, "a"},
             {R"({"a":1})", {}, false, "a"},
             {R"({"a")", R"("a":)", false, {}, ReadError::ends_early},
             {R"({a:1})", R"("a":)", false, {}, ReadError::expected_name},
         }) {
        SCOPED_TRACE(text);
        Reader reader(text);
        Text found;
        bool guessed = true;
        ASSERT_EQ(reader.peek(), Kind::object);
        ASSERT_TRUE(reader.begin_object());
        ASSERT_EQ(reader.next_member(guess, guessed, found), error == ReadError::none);
        EXPECT_EQ(reader.error(), error);
        EXPECT_EQ(guessed, is_guessed);
        if (error == ReadError::none) {
            EXPECT_EQ(found.utf8, name);
            EXPECT_EQ(reader.peek(), Kind::number);
        }
    }
    Reader empty("{}");
    Text found;
    bool guessed = true;
    ASSERT_TRUE(empty.begin_object());
    EXPECT_FALSE(empty.next_member(R"("a":)", guessed, found));
    EXPECT_EQ(empty.error(), ReadError::none);
}

TEST(JsonReader, GoesBackToAMark) {
    Reader reader(R"([{"a":[1,x]},2])");
    ASSERT_EQ(reader.peek(), Kind::array);
    ASSERT_TRUE(reader.begin_array());
    ASSERT_TRUE(reader.next_item());
    const Reader::Mark mark = reader.mark();
    ASSERT_FALSE(reader.skip());
    EXPECT_EQ(reader.error(), ReadError::expected_value);
    reader.go_back(mark);
    EXPECT_EQ(reader.error(), ReadError::none);
    EXPECT_EQ(reader.position(), 1U);
    EXPECT_EQ(reader.peek(), Kind::object);
}

TEST(JsonNumber, HasItsValue) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const auto& [text, is_integer, is_small, value, number] : std::initializer_list<Numbers>{
             {"0", true, true, 0, 0},
             {"-0", true, true, 0, -0.0},
             {"7", true, true, 7, 7},
             {"-999999999999999999", true, true, -999999999999999999, -1e18},
             {"1000000000000000000", true, false, 0, 1e18},
             {"18446744073709551616", true, false, 0, 0x1p64},
             {"1.0", false, false, 0, 1},
             {"1e2", false, false, 0, 100},
             {"0.1", false, false, 0, 0.1},
             {"2.2250738585072011e-308", false, false, 0, 2.2250738585072011e-308},
             {"5e-324", false, false, 0, 5e-324},
             {"1.7976931348623157e308", false, false, 0, 1.7976931348623157e308},
             {"1e309", false, false, 0, infinity},
             {"-1e309", false, false, 0, -infinity},
             {"123456.7e400", false, false, 0, infinity},
             {"0.0001e400", false, false, 0, infinity},
             {"1e99999999999999999999", false, false, 0, infinity},
             {"1e-400", false, false, 0, 0},
             {"-1e-400", false, false, 0, -0.0},
             {"12345e-400", false, false, 0, 0},
             {"0.0001e-400", false, false, 0, 0},
             {"1e-99999999999999999999", false, false, 0, 0},
             {"0e99999999999999999999", false, false, 0, 0},
         }) {
        SCOPED_TRACE(text);
        Reader reader(text);
        Number read;
        ASSERT_EQ(reader.peek(), Kind::number);
        ASSERT_TRUE(reader.read_number(read));
        EXPECT_EQ(read.is_integer, is_integer);
        EXPECT_EQ(read.is_small, is_small);
        EXPECT_EQ(read.value, value);
        EXPECT_EQ(read.to_double(), number);
        EXPECT_EQ(std::signbit(read.to_double()), std::signbit(number));
    }
    const std::string long_integer(400, '9');
    Reader reader(long_integer);
    Number read;
    ASSERT_EQ(reader.peek(), Kind::number);
    ASSERT_TRUE(reader.read_number(read));
    EXPECT_EQ(read.to_double(), infinity);
}

}  // namespace

}  // namespace fasterapi::json
