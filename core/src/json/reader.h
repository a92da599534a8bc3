#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "json/writer.h"

namespace fasterapi::json {

/// What a value is, by its first byte.
enum class Kind : std::uint8_t { none, null, boolean, number, string, array, object };

/// What is wrong with a text that is no JSON (RFC 8259), or has a value that is read no further.
enum class ReadError : std::uint8_t {
    none,
    ends_early,
    expected_value,
    expected_name,
    expected_colon,
    expected_comma_or_end,
    bad_number,
    bad_escape,
    control_character,  ///< in a string, unescaped
    bad_utf8,
    lone_surrogate,  ///< an escape that is half of a pair: no text has it (RFC 8259 8.2)
    too_deep,        ///< more than nesting_limit arrays and objects inside each other
    goes_on,         ///< something follows the value
};

/// For people, such as "a comma or the end of the array or object is expected".
[[nodiscard]] std::string_view explanation_of(ReadError error) noexcept;

/// A string, decoded.
struct Text {
    std::string_view utf8;  ///< valid; into the bytes read or, where it had escapes, until the next string
    bool ascii = true;
};

/// A number, as it is written (RFC 8259 6).
struct Number {
    std::string_view digits;  ///< all of it, with sign, fraction and exponent
    bool is_integer = true;   ///< without fraction and exponent
    bool is_small = true;     ///< an integer of at most 18 digits, which is `value`
    std::int64_t value = 0;

    /// The nearest double: infinite above the largest, zero below the least.
    [[nodiscard]] double to_double() const noexcept;
};

/// Reads one JSON text, which is there as a whole, value by value, in one pass and without building anything.
/// Strict: RFC 8259 and nothing else (no comments, no NaN, no byte order mark), UTF-8 checked.
///
/// Each read_* follows a peek() that gave its Kind. What returns a bool returns false when an array or object
/// ends, or when something is wrong: error() tells. Nothing can be read then.
class Reader {
public:
    explicit Reader(std::string_view text) noexcept
        : begin_(text.data()), at_(text.data()), end_(text.data() + text.size()) {}

    [[nodiscard]] Kind peek() noexcept {
        skip_space();
        if (at_ == end_) {
            fail(ReadError::ends_early);
            return Kind::none;
        }
        const Kind kind = kind_of(*at_);
        if (kind == Kind::none) {
            fail(ReadError::expected_value);
        }
        return kind;
    }

    [[nodiscard]] bool read_null() noexcept { return read_word("null"); }
    [[nodiscard]] bool read_boolean(bool& value) noexcept {
        value = *at_ == 't';
        return value ? read_word("true") : read_word("false");
    }
    [[nodiscard]] bool read_number(Number& number) noexcept;
    [[nodiscard]] bool read_string(Text& text);

    /// Then next_item() before each item; after false the array is read.
    [[nodiscard]] bool begin_array() noexcept { return begin(); }
    [[nodiscard]] bool next_item() noexcept {
        return is_first_ ? next_after_begin(']') : next_after_value(']');
    }
    /// Then next_member() before each value; after false the object is read.
    [[nodiscard]] bool begin_object() noexcept { return begin(); }
    /// `name` is valid until the next string is read.
    [[nodiscard]] bool next_member(Text& name) {
        return (is_first_ ? next_after_begin('}') : next_after_value('}')) && read_name(name);
    }
    /// The same of an object whose next name can be guessed. `guess` is it with its quotes and its colon, and
    /// has no escapes: "name": with nothing in between. Where that is what comes, `is_guessed` turns true and
    /// `name` stays as it was: reading a name so takes a comparison.
    [[nodiscard]] bool next_member(std::string_view guess, bool& is_guessed, Text& name) {
        if (!(is_first_ ? next_after_begin('}') : next_after_value('}'))) {
            return false;
        }
        skip_space();
        is_guessed = !guess.empty() && static_cast<std::size_t>(end_ - at_) >= guess.size() &&
                     std::memcmp(at_, guess.data(), guess.size()) == 0;
        if (is_guessed) {
            at_ += guess.size();
            return true;
        }
        return read_name(name);
    }

    /// Read over a value of any kind, checking it.
    bool skip();
    /// Nothing but white space follows the value that was read.
    [[nodiscard]] bool finish() noexcept {
        skip_space();
        if (at_ != end_) {
            fail(ReadError::goes_on);
        }
        return error_ == ReadError::none;
    }

    /// A place to come back to, before a value.
    struct Mark {
        const char* at;
        int depth;
        bool is_first;
    };
    [[nodiscard]] Mark mark() const noexcept { return {at_, depth_, is_first_}; }
    /// Read from there again, whatever was wrong behind it.
    void go_back(const Mark& mark) noexcept {
        at_ = mark.at;
        depth_ = mark.depth;
        is_first_ = mark.is_first;
        error_ = ReadError::none;
    }

    [[nodiscard]] ReadError error() const noexcept { return error_; }
    /// Offset of the next byte; of the one that is wrong, once one is.
    [[nodiscard]] std::size_t position() const noexcept {
        return static_cast<std::size_t>((error_ == ReadError::none ? at_ : wrong_) - begin_);
    }

private:
    [[nodiscard]] static Kind kind_of(char byte) noexcept {
        switch (byte) {
            case '"': return Kind::string;
            case '{': return Kind::object;
            case '[': return Kind::array;
            case 't':
            case 'f': return Kind::boolean;
            case 'n': return Kind::null;
            case '-': return Kind::number;
            default: return is_digit(byte) ? Kind::number : Kind::none;
        }
    }
    [[nodiscard]] static bool is_digit(char byte) noexcept { return byte >= '0' && byte <= '9'; }

    void skip_space() noexcept {
        // Written by programs, most of it has none.
        while (at_ != end_ && static_cast<unsigned char>(*at_) <= ' ' &&
               (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) {
            ++at_;
        }
    }
    [[nodiscard]] bool begin() noexcept;
    [[nodiscard]] bool next_after_begin(char closing) noexcept;
    [[nodiscard]] bool next_after_value(char closing) noexcept;
    [[nodiscard]] bool read_name(Text& name);
    [[nodiscard]] bool read_word(std::string_view word) noexcept;
    [[nodiscard]] bool read_digits() noexcept;
    [[nodiscard]] bool read_fraction_and_exponent(Number& number) noexcept;
    [[nodiscard]] bool read_escaped(const char* begin, Text& text);
    [[nodiscard]] char* read_escape(char* to) noexcept;
    [[nodiscard]] bool read_code_point(unsigned& point) noexcept;
    [[nodiscard]] bool read_code_unit(unsigned& unit) noexcept;
    [[nodiscard]] bool finish_string(const char* begin, const Text& text) noexcept;
    bool fail(ReadError error) noexcept { return fail(error, at_); }
    bool fail(ReadError error, const char* where) noexcept;

    const char* begin_;
    const char* at_;
    const char* end_;
    const char* wrong_ = nullptr;
    std::string unescaped_;  ///< room for a string with escapes, longer than it
    int depth_ = 0;
    bool is_first_ = false;
    ReadError error_ = ReadError::none;
};

/// What is wrong, and where: "a colon is expected at byte 7".
[[nodiscard]] std::string explain(const Reader& reader);

}  // namespace fasterapi::json
