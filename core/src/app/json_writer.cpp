#include <fasterapi/json_writer.h>

#include "base/byte_buffer.h"
#include "json/writer.h"

namespace fasterapi {

JsonWriter::JsonWriter() : JsonWriter(std::make_unique<ByteBuffer>()) {}
JsonWriter::JsonWriter(std::unique_ptr<ByteBuffer> memory) noexcept : out_(std::move(memory)) {}
JsonWriter::JsonWriter(JsonWriter&& other) noexcept = default;
JsonWriter& JsonWriter::operator=(JsonWriter&& other) noexcept = default;
JsonWriter::~JsonWriter() = default;

ByteBuffer& JsonWriter::next_value() {
    if (needs_comma_) {
        out_->append(',');
    }
    needs_comma_ = true;
    return *out_;
}

JsonWriter& JsonWriter::begin(char opening, char closing) {
    if (open_.size() == json::nesting_limit) {
        failed_ = true;
    }
    next_value().append(opening);
    needs_comma_ = false;
    open_ += closing;
    return *this;
}

JsonWriter& JsonWriter::end(char closing) {
    if (open_.empty() || open_.back() != closing) {
        failed_ = true;
        return *this;
    }
    out_->append(closing);
    needs_comma_ = true;
    open_.pop_back();
    return *this;
}

JsonWriter& JsonWriter::begin_object() {
    return begin('{', '}');
}

JsonWriter& JsonWriter::end_object() {
    return end('}');
}

JsonWriter& JsonWriter::begin_array() {
    return begin('[', ']');
}

JsonWriter& JsonWriter::end_array() {
    return end(']');
}

JsonWriter& JsonWriter::key(std::string_view name) {
    json::write_string(next_value(), name);
    out_->append(':');
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    json::write_string(next_value(), text);
    return *this;
}

JsonWriter& JsonWriter::value(std::nullptr_t) {
    json::write_null(next_value());
    return *this;
}

JsonWriter& JsonWriter::value(double number) {
    failed_ = !json::write_double(next_value(), number) || failed_;
    return *this;
}

JsonWriter& JsonWriter::value_bool(bool value) {
    json::write_bool(next_value(), value);
    return *this;
}

JsonWriter& JsonWriter::value_signed(std::int64_t value) {
    json::write_int(next_value(), value);
    return *this;
}

JsonWriter& JsonWriter::value_unsigned(std::uint64_t value) {
    json::write_uint(next_value(), value);
    return *this;
}

bool JsonWriter::complete() const noexcept {
    return open_.empty() && !failed_ && !out_->empty();
}

std::string_view JsonWriter::text() const noexcept {
    return out_->view();
}

}  // namespace fasterapi
