#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/chunked_decoder.h"
#include "http/error.h"
#include "http/head_parser.h"
#include "http/limits.h"
#include "http/request_head.h"

namespace fasterapi::http1 {

/// The receiving half of one HTTP/1.x server connection (RFC 9112), sans-I/O: bytes in, events out.
///
/// The caller keeps the unread bytes and offers all of them, from the first one not consumed, in each
/// call, until it is told need_data; bytes seen before may have moved. Work is linear in the bytes,
/// however they are split. Holds no bytes and no head of its own, so that an idle connection costs some
/// words.
class RequestReader {
public:
    enum class Event : std::uint8_t {
        need_data,  ///< nothing more in these bytes: offer what was not consumed again with more behind
        head,       ///< a head is complete; `message_complete` tells whether a body follows
        body,       ///< some bytes of the body are `body`, a view into the input
        end,        ///< the body is complete (with its trailer fields, which are checked and dropped)
        refused,    ///< `error` says why; nothing can be read from this connection any more
    };
    struct Step {
        Event event = Event::need_data;
        bool message_complete = false;  ///< with Event::head: no body and no Event::end follow
        http::Error error{};
        std::size_t consumed =
            0;  ///< bytes of the input that are done with, to be dropped by the caller; also
                ///< with Event::need_data (pieces of a chunk-size line, empty lines before a head)
        std::string_view body{};
    };

    explicit RequestReader(const http::Limits& limits) noexcept : head_(limits), chunked_(limits) {}

    /// What comes next in `input`. `head` is filled in by the call that gives Event::head and must be the
    /// same object, untouched, in all calls since the first byte of that head; its views point into `input`.
    /// Once refused, every further call says so again.
    [[nodiscard]] Step next(std::string_view input, http::RequestHead& head) noexcept;

    /// Bytes of a head have been seen, but not all of it: its deadline runs.
    [[nodiscard]] bool inside_head() const noexcept { return head_.started(); }
    /// A head was given whose body has not ended.
    [[nodiscard]] bool inside_body() const noexcept {
        return stage_ == Stage::length || stage_ == Stage::chunked;
    }

private:
    enum class Stage : std::uint8_t { head, length, chunked, refused };

    [[nodiscard]] Step read_head(std::string_view input, http::RequestHead& head) noexcept;
    [[nodiscard]] Step read_length(std::string_view input) noexcept;
    [[nodiscard]] Step read_chunked(std::string_view input) noexcept;
    [[nodiscard]] Step refuse(http::Error error) noexcept;

    http::HeadParser head_;
    http::ChunkedDecoder chunked_;
    std::uint64_t body_left_ = 0;
    http::Error error_{};
    Stage stage_ = Stage::head;
};

}  // namespace fasterapi::http1
