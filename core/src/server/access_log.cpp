#include "server/access_log.h"

#include <ctime>

#include "json/writer.h"

namespace fasterapi::server {

namespace {

constexpr std::string_view hexadecimal = "0123456789abcdef";

// How a byte is escaped, as Apache does in %r and %{...}i; in JSON the backslash itself needs another.
constexpr std::string_view escape = "\\x";
constexpr std::string_view escape_in_json = "\\\\x";

/// What is not printable ASCII, a quote or a backslash is escaped, so the result is valid in quotes and in
/// JSON, which field values with bytes that are not UTF-8 (obs-text) are not.
void append_escaped(ByteBuffer& out, std::string_view text, std::string_view escaped_by) {
    for (const char c : text) {
        if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
            out.append(c);
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out.append(escaped_by);
            out.append(hexadecimal[byte >> 4]);
            out.append(hexadecimal[byte & 15]);
        }
    }
}

void append_quoted(ByteBuffer& out, std::string_view text) {
    out.append(" \"");
    append_escaped(out, text.empty() ? "-" : text, escape);
    out.append('"');
}

void append_json_text(ByteBuffer& out, std::string_view name, std::string_view text) {
    out.append(name);
    out.append('"');
    append_escaped(out, text, escape_in_json);
    out.append('"');
}

std::string_view value_of(const http::RequestHead& head, std::string_view name) noexcept {
    const http::HeaderField* field = head.headers.find(name);
    return field != nullptr ? field->value : std::string_view();
}

std::string_view version_of(const http::RequestHead& head) noexcept {
    switch (head.version) {
        case http::Version::http_1_0: return "HTTP/1.0";
        case http::Version::http_1_1: return "HTTP/1.1";
        case http::Version::http_2: return "HTTP/2.0";
        case http::Version::http_3: return "HTTP/3.0";
    }
    return {};
}

std::string format_time(std::int64_t unix_seconds, const char* format) {
    const auto seconds = static_cast<std::time_t>(unix_seconds);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[64];
    return {text, std::strftime(text, sizeof text, format, &utc)};
}

}  // namespace

void AccessLogWriter::append(const AccessLogEntry& entry, std::uint64_t now_ms) {
    if (lines_.empty()) {
        due_ms_ = now_ms + batch_ms;
    }
    if (entry.unix_seconds != time_second_) {
        time_second_ = entry.unix_seconds;
        time_text_ = format_time(entry.unix_seconds, format_ == AccessLog::json ? "%Y-%m-%dT%H:%M:%SZ"
                                                                                : "%d/%b/%Y:%H:%M:%S +0000");
    }
    if (format_ == AccessLog::json) {
        append_json(entry);
    } else {
        append_combined(entry);
    }
    lines_.append('\n');
}

void AccessLogWriter::append_combined(const AccessLogEntry& entry) {
    lines_.append(entry.client.empty() ? "-" : entry.client);
    lines_.append(" - - [");
    lines_.append(time_text_);
    lines_.append("] \"");
    if (entry.head->method_token.empty()) {
        lines_.append('-');  // refused before it could be told
    } else {
        append_escaped(lines_, entry.head->method_token, escape);
        lines_.append(' ');
        append_escaped(lines_, entry.head->target, escape);
        lines_.append(' ');
        lines_.append(version_of(*entry.head));
    }
    lines_.append("\" ");
    json::write_int(lines_, entry.status);
    lines_.append(' ');
    if (entry.content_bytes == 0) {
        lines_.append('-');
    } else {
        json::write_uint(lines_, entry.content_bytes);
    }
    append_quoted(lines_, value_of(*entry.head, "referer"));
    append_quoted(lines_, value_of(*entry.head, "user-agent"));
}

void AccessLogWriter::append_json(const AccessLogEntry& entry) {
    append_json_text(lines_, "{\"time\":", time_text_);
    append_json_text(lines_, ",\"client\":", entry.client);
    append_json_text(lines_, ",\"method\":", entry.head->method_token);
    append_json_text(lines_, ",\"target\":", entry.head->target);
    append_json_text(lines_, ",\"version\":", version_of(*entry.head));
    lines_.append(",\"status\":");
    json::write_int(lines_, entry.status);
    lines_.append(",\"bytes\":");
    json::write_uint(lines_, entry.content_bytes);
    lines_.append(",\"duration_ms\":");
    json::write_uint(lines_, entry.duration_ms);
    append_json_text(lines_, ",\"referer\":", value_of(*entry.head, "referer"));
    append_json_text(lines_, ",\"user_agent\":", value_of(*entry.head, "user-agent"));
    lines_.append('}');
}

void AccessLogWriter::flush_all() {
    if (lines_.empty()) {
        return;
    }
    if (sink_) {
        sink_(lines_.view());
    }
    lines_.clear();
}

int AccessLogWriter::next_ms(std::uint64_t now_ms) const noexcept {
    if (lines_.empty()) {
        return -1;
    }
    return due_ms_ <= now_ms ? 0 : static_cast<int>(due_ms_ - now_ms);
}

}  // namespace fasterapi::server
