#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace fasterapi {

class ByteBuffer;

/// Writes one JSON text (RFC 8259) piece by piece; commas are put where they belong. Strings are UTF-8.
///
///     json.begin_object().member("id", 7).key("tags").begin_array().value("new").end_array().end_object();
class JsonWriter {
public:
    JsonWriter();
    JsonWriter(JsonWriter&& other) noexcept;
    JsonWriter& operator=(JsonWriter&& other) noexcept;
    ~JsonWriter();

    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    /// The name of the next value, inside an object.
    JsonWriter& key(std::string_view name);

    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(std::nullptr_t);
    /// NaN and infinities have no JSON: complete() is false from then on.
    JsonWriter& value(double number);
    template <std::integral Number>
    JsonWriter& value(Number number) {
        if constexpr (std::same_as<Number, bool>) {
            return value_bool(number);
        } else if constexpr (std::signed_integral<Number>) {
            return value_signed(number);
        } else {
            return value_unsigned(number);
        }
    }

    template <class Value>
    JsonWriter& member(std::string_view name, const Value& content) {
        return key(name).value(content);
    }

    /// All that was begun has ended as what it was, no deeper than 512 levels, and every value had a JSON
    /// form.
    [[nodiscard]] bool complete() const noexcept;
    /// What was written so far; valid until the next call that is not const.
    [[nodiscard]] std::string_view text() const noexcept;

private:
    friend class Responder;
    explicit JsonWriter(std::unique_ptr<ByteBuffer> memory) noexcept;

    JsonWriter& value_bool(bool value);
    JsonWriter& value_signed(std::int64_t value);
    JsonWriter& value_unsigned(std::uint64_t value);
    ByteBuffer& next_value();
    JsonWriter& begin(char opening, char closing);
    JsonWriter& end(char closing);

    std::unique_ptr<ByteBuffer> out_;
    std::string open_;  ///< what ends the objects and arrays that were begun, the innermost last
    bool needs_comma_ = false;
    bool failed_ = false;
};

}  // namespace fasterapi
