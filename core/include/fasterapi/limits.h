#pragma once

#include <cstddef>
#include <cstdint>

namespace fasterapi {

/// Every bound the engine puts on its peers, with its default; all of them can be set.
struct Limits {
    /// Method, target and version with their line end; more is 414.
    std::size_t request_line_bytes = 16 * 1024;
    /// All header fields with their line ends, a single one included; more is 431.
    std::size_t header_bytes = 64 * 1024;
    /// Header fields of one head, or trailer fields of one body; more is 431.
    std::size_t header_count = 128;
    /// A chunk-size line with its extensions (RFC 9112 7.1.1); more is 400.
    std::size_t chunk_line_bytes = 4 * 1024;

    /// From accept, or from a later head's first byte, until the head is complete; then 408.
    std::uint32_t head_timeout_ms = 10'000;
    /// How long a connection may stay idle between two requests; then it is closed without a word.
    std::uint32_t keep_alive_timeout_ms = 15'000;
    /// A request body must bring this many bytes a second, looked at over each window; else 408.
    std::uint32_t body_min_bytes_per_s = 256;
    std::uint32_t body_rate_window_ms = 10'000;
    /// A peer that takes no byte of a waiting response for so long is cut.
    std::uint32_t write_timeout_ms = 10'000;
    /// How long a stopping worker lets running requests finish.
    std::uint32_t shutdown_timeout_ms = 30'000;

    /// A request body read as a whole; more is 413. A body read as a stream is not bounded.
    std::uint64_t body_bytes = 16 * 1024 * 1024;
    /// Fields of a form; more is 400.
    std::size_t form_fields = 1000;
    /// Errors told of one parameter or body, at least one; further ones only make it wrong. A body of 4 MiB
    /// can have a million: all of them would be an answer of 115 MiB, in 14 s and 1.5 GiB.
    std::size_t validation_errors = 1000;
    /// Received body bytes that wait for a slow reader before the socket is no longer read.
    std::size_t body_buffer_bytes = 256 * 1024;
    /// What is read and thrown away of a body nobody wanted, to save the connection; more closes it.
    std::size_t drain_bytes = 256 * 1024;
    /// Requests of one connection that run at once (pipelining); further ones wait unread.
    std::uint32_t pipelined_requests = 64;
    /// Response bytes waiting on one connection: above this a producer pauses until half has gone.
    std::size_t response_buffer_bytes = 256 * 1024;
    /// Connections of one worker; when full, the one idle longest closes for the new one.
    /// 0: as many as the descriptor limit leaves.
    std::uint32_t connections = 0;
};

}  // namespace fasterapi
