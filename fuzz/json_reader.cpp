// The JSON reader: what it takes, written again from what it gave, is taken again and gives the same; read
// over, a text is taken or refused as it is when read.
#include "json/reader.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "base/byte_buffer.h"
#include "base/utf8.h"
#include "json/writer.h"
#include "require.h"

namespace {

using namespace fasterapi;

/// Writes each value that is read; numbers as they were.
class Copier {
public:
    explicit Copier(std::string_view text) : reader_(text) {
        copy();
        if (reader_.error() == json::ReadError::none) {
            static_cast<void>(reader_.finish());
        }
    }
    [[nodiscard]] json::ReadError error() const { return reader_.error(); }
    [[nodiscard]] std::size_t position() const { return reader_.position(); }
    [[nodiscard]] std::string_view written() const { return out_.view(); }

private:
    void copy() {
        switch (reader_.peek()) {
            case json::Kind::none: break;
            case json::Kind::null:
                if (reader_.read_null()) json::write_null(out_);
                break;
            case json::Kind::boolean:
                if (bool value = false; reader_.read_boolean(value)) json::write_bool(out_, value);
                break;
            case json::Kind::number:
                if (json::Number number; reader_.read_number(number)) {
                    out_.append(number.digits);
                    static_cast<void>(number.to_double());
                }
                break;
            case json::Kind::string:
                if (json::Text text; reader_.read_string(text)) json::write_string(out_, checked(text));
                break;
            case json::Kind::array: copy_array(); break;
            case json::Kind::object: copy_object(); break;
        }
    }
    void copy_array() {
        if (!reader_.begin_array()) {
            return;
        }
        out_.append('[');
        for (bool first = true; reader_.next_item(); first = false) {
            if (!first) out_.append(',');
            copy();
        }
        out_.append(']');
    }
    void copy_object() {
        if (!reader_.begin_object()) {
            return;
        }
        json::Text name;
        char separator = '{';
        for (; reader_.next_member(name); separator = ',') {
            json::write_name(out_, separator, checked(name));
            copy();
        }
        out_.append(separator == '{' ? "{}" : "}");
    }
    static std::string_view checked(const json::Text& text) {
        fuzz::require(find_bad_utf8(text.utf8) == text.utf8.size());
        bool ascii = true;
        for (const char c : text.utf8) {
            ascii = ascii && static_cast<unsigned char>(c) < 0x80;
        }
        fuzz::require(ascii == text.ascii);
        return text.utf8;
    }

    json::Reader reader_;
    ByteBuffer out_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // In a block that ends with it, so that a read behind it is seen.
    const auto exactly = std::make_unique_for_overwrite<char[]>(size);
    const std::string_view text(exactly.get(), size);
    std::string_view(reinterpret_cast<const char*>(data), size).copy(exactly.get(), size);

    const Copier first(text);
    json::Reader skipping(text);
    const bool skipped = skipping.skip() && skipping.finish();
    fuzz::require(skipped == (first.error() == json::ReadError::none));
    fuzz::require(skipping.error() == first.error() && skipping.position() == first.position());
    fuzz::require(first.position() <= size);
    if (skipped) {
        const Copier second(first.written());
        fuzz::require(second.error() == json::ReadError::none);
        fuzz::require(second.written() == first.written());
    }
    return 0;
}
