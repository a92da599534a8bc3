#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/request_head.h"

/// For tests and fuzzers alone: bytes as a connection brings them, and heads as text.
namespace fasterapi::http::testing {

/// The unread bytes of a connection. Each piece that arrives moves all of them to a new place exactly as
/// large as they are, so that a stale view and a byte read too many are seen by a sanitizer.
class MovingInput {
public:
    void arrive(std::string_view piece) {
        const std::string_view unread = view();
        auto moved = std::make_unique<char[]>(unread.size() + piece.size());
        std::copy(piece.begin(), piece.end(), std::copy(unread.begin(), unread.end(), moved.get()));
        size_ = unread.size() + piece.size();
        begin_ = 0;
        bytes_ = std::move(moved);
    }
    void consume(std::size_t bytes) noexcept { begin_ += bytes; }
    [[nodiscard]] std::string_view view() const noexcept { return {bytes_.get() + begin_, size_ - begin_}; }

private:
    std::unique_ptr<char[]> bytes_;
    std::size_t begin_ = 0;
    std::size_t size_ = 0;
};

using Pieces = std::vector<std::string_view>;

/// `text` whole, in two pieces cut at every offset, and byte by byte.
inline std::vector<Pieces> every_split(std::string_view text) {
    std::vector<Pieces> splits{{text}};
    Pieces bytes;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (at > 0) {
            splits.push_back({text.substr(0, at), text.substr(at)});
        }
        bytes.push_back(text.substr(at, 1));
    }
    splits.push_back(bytes);
    return splits;
}

/// All that a head says.
inline std::string describe(const RequestHead& head) {
    std::string text;
    const auto line = [&text](std::string_view name, std::string_view value) {
        text.append(name).append(" ").append(value).append("\n");
    };
    line(name_of(head.method).empty() ? "other" : name_of(head.method), head.method_token);
    line("target", head.target);
    line("path", head.raw_path);
    line("query", head.query);
    line("authority", head.authority);
    line("version", head.version == Version::http_1_0 ? "1.0" : "1.1");
    line("framing", head.framing == Framing::none      ? "none"
                    : head.framing == Framing::chunked ? "chunked"
                                                       : std::to_string(head.content_length));
    line(head.keep_alive ? "keep-alive" : "close", head.expects_continue ? "100-continue" : "");
    for (const HeaderField& field : head.headers) {
        line("field", std::string(field.name).append("=").append(field.value));
    }
    return text;
}

}  // namespace fasterapi::http::testing
