#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/byte_buffer.h"
#include "http/request_head.h"
#include "server/settings.h"

namespace fasterapi::server {

/// One answered request, as the access log tells of it.
struct AccessLogEntry {
    std::string_view client;  ///< address; empty for a Unix socket
    const http::RequestHead* head = nullptr;
    int status = 0;
    std::uint64_t content_bytes = 0;
    std::uint64_t duration_ms = 0;
    std::int64_t unix_seconds = 0;
};

/// Collects access log lines and hands them to the sink in batches. What clients send is escaped, so that no
/// request can forge a line.
class AccessLogWriter {
public:
    using Sink = std::function<void(std::string_view lines)>;

    // A batch is handed over when it is this old or this long.
    static constexpr std::uint64_t batch_ms = 100;
    static constexpr std::size_t batch_bytes = 64 * 1024;

    explicit AccessLogWriter(AccessLog format) noexcept : format_(format) {}

    void set_sink(Sink sink) { sink_ = std::move(sink); }
    [[nodiscard]] bool enabled() const noexcept { return format_ != AccessLog::off && sink_ != nullptr; }

    void append(const AccessLogEntry& entry, std::uint64_t now_ms);
    /// Hand over a batch that is due.
    void flush(std::uint64_t now_ms) {
        if (!lines_.empty() && (now_ms >= due_ms_ || lines_.size() >= batch_bytes)) {
            flush_all();
        }
    }
    void flush_all();
    /// Milliseconds until flush() has something to do; -1 for nothing.
    [[nodiscard]] int next_ms(std::uint64_t now_ms) const noexcept;

private:
    void append_combined(const AccessLogEntry& entry);
    void append_json(const AccessLogEntry& entry);

    AccessLog format_;
    Sink sink_;
    ByteBuffer lines_;
    std::uint64_t due_ms_ = 0;
    std::int64_t time_second_ = -1;
    std::string time_text_;  ///< of time_second_, in the form of format_
};

}  // namespace fasterapi::server
