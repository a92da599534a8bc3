#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <sys/types.h>

#include "net/peer.h"
#include "net/reactor.h"

namespace fasterapi::net {

/// What carries the bytes of one connection: a socket, or memory. Its calls are those of a socket that does
/// not block, each for as many bytes as there are: they return how many went, or -1 with errno set, EAGAIN
/// where an event tells when it is worth another try.
class Transport {
public:
    virtual ~Transport() = default;

    /// Tell `handler` of `events` (EPOLL* bits, level-triggered), never from within a call made here.
    /// @return false where that is not possible.
    [[nodiscard]] virtual bool watch(EventHandler& handler, std::uint32_t events) noexcept = 0;
    /// Of these from now on; after watch().
    virtual void set_events(std::uint32_t events) noexcept = 0;

    /// 0 when the other end has sent its last byte.
    [[nodiscard]] virtual ssize_t receive(char* into, std::size_t bytes) noexcept = 0;
    /// `more_follows` at once: it need not leave before.
    [[nodiscard]] virtual ssize_t send(std::string_view bytes, bool more_follows) noexcept = 0;
    [[nodiscard]] virtual ssize_t send_both(std::string_view first, std::string_view second) noexcept = 0;
    /// 0 where the file ends before `offset`.
    [[nodiscard]] virtual ssize_t send_file(int file, std::uint64_t offset, std::size_t bytes) noexcept = 0;
    /// Bytes sent that the other end has not taken yet.
    [[nodiscard]] virtual std::size_t unacknowledged() const noexcept = 0;

    /// Nothing more is sent; what comes can be received still.
    virtual void finish() noexcept = 0;
    /// No event is told any more. `reset`: the other end shall not take this for the end of what was sent.
    virtual void close(bool reset) noexcept = 0;

    [[nodiscard]] virtual Peer peer() const = 0;
};

}  // namespace fasterapi::net
