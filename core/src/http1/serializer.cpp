#include "http1/serializer.h"

#include <cassert>
#include <charconv>
#include <cstring>

#include "http/ascii.h"
#include "http1/status_line.h"

namespace fasterapi::http1 {

namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view separator = ": ";
constexpr std::string_view date_name = "date: ";
constexpr std::string_view server_name = "server: ";
constexpr std::string_view content_type_name = "content-type: ";
constexpr std::string_view content_length_name = "content-length: ";
constexpr std::string_view chunked_line = "transfer-encoding: chunked\r\n";
constexpr std::string_view close_line = "connection: close\r\n";
constexpr std::string_view keep_alive_line = "connection: keep-alive\r\n";
constexpr std::size_t most_digits = 20;
constexpr std::size_t imf_fixdate_bytes = 29;  // RFC 9110 5.6.7

// All of the head but what the caller brings, each part as long as it can be.
constexpr std::size_t own_bytes = most_status_line_bytes + date_name.size() + server_name.size() +
                                  content_type_name.size() + 3 * line_end.size() +
                                  content_length_name.size() + most_digits + line_end.size() +
                                  keep_alive_line.size() + line_end.size();
static_assert(chunked_line.size() < content_length_name.size() + most_digits);
static_assert(close_line.size() < keep_alive_line.size());

/// Writes into room that is known to suffice.
class Cursor {
public:
    explicit Cursor(char* at) noexcept : at_(at) {}

    void put(std::string_view text) noexcept {
        std::memcpy(at_, text.data(), text.size());
        at_ += text.size();
    }
    void put_line(std::string_view name, std::string_view value) noexcept {
        put(name);
        put(value);
        put(line_end);
    }
    void put_number(std::uint64_t number, int base) noexcept {
        at_ = std::to_chars(at_, at_ + most_digits, number, base).ptr;
    }
    [[nodiscard]] char* at() const noexcept { return at_; }

private:
    char* at_;
};

}  // namespace

void write_head(ByteBuffer& out, int status, std::string_view content_type,
                std::span<const http::HeaderField> fields, const HeadContext& context) {
    std::size_t bytes = own_bytes + context.date.size() + context.server.size() + content_type.size();
    std::string_view date = context.date;
    std::string_view server = context.server;
    for (const http::HeaderField& field : fields) {
        bytes += field.name.size() + separator.size() + field.value.size() + line_end.size();
        if (http::is_lower_case_of("date", field.name)) date = {};
        if (http::is_lower_case_of("server", field.name)) server = {};
    }

    char* const begin = out.prepare(bytes);
    Cursor to(write_status_line(begin, status));
    if (!date.empty()) {
        assert(date.size() == imf_fixdate_bytes);
        to.put_line(date_name, {date.data(), imf_fixdate_bytes});  // of a known size: no call
    }
    if (!server.empty()) to.put_line(server_name, server);
    if (!content_type.empty()) to.put_line(content_type_name, content_type);
    for (const http::HeaderField& field : fields) {
        to.put(field.name);
        to.put_line(separator, field.value);
    }
    if (context.framing == ResponseFraming::length) {
        to.put(content_length_name);
        to.put_number(context.content_length, 10);
        to.put(line_end);
    } else if (context.framing == ResponseFraming::chunked) {
        to.put(chunked_line);
    }
    if (!context.keep_alive || context.framing == ResponseFraming::until_close) {
        to.put(close_line);
    } else if (context.version == http::Version::http_1_0) {
        to.put(keep_alive_line);
    }
    to.put(line_end);
    out.commit(static_cast<std::size_t>(to.at() - begin));
}

void write_chunk(ByteBuffer& out, std::string_view content) {
    if (content.empty()) {
        return;
    }
    char* const begin = out.prepare(most_digits + line_end.size() + content.size() + line_end.size());
    Cursor to(begin);
    to.put_number(content.size(), 16);
    to.put(line_end);
    to.put(content);
    to.put(line_end);
    out.commit(static_cast<std::size_t>(to.at() - begin));
}

}  // namespace fasterapi::http1
