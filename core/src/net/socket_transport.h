#pragma once

#include "net/descriptor.h"
#include "net/socket_address.h"
#include "net/transport.h"

namespace fasterapi::net {

/// An accepted socket, watched by a reactor that outlives it.
class SocketTransport final : public Transport {
public:
    SocketTransport(Reactor& reactor, Descriptor socket, const ClientAddress& client) noexcept
        : reactor_(reactor), socket_(std::move(socket)), client_(client) {}

    [[nodiscard]] bool watch(EventHandler& handler, std::uint32_t events) noexcept override;
    void set_events(std::uint32_t events) noexcept override;
    [[nodiscard]] ssize_t receive(char* into, std::size_t bytes) noexcept override;
    [[nodiscard]] ssize_t send(std::string_view bytes, bool more_follows) noexcept override;
    [[nodiscard]] ssize_t send_both(std::string_view first, std::string_view second) noexcept override;
    [[nodiscard]] ssize_t send_file(int file, std::uint64_t offset, std::size_t bytes) noexcept override;
    [[nodiscard]] std::size_t unacknowledged() const noexcept override;
    void finish() noexcept override;
    void close(bool reset) noexcept override;
    [[nodiscard]] Peer peer() const override;

private:
    Reactor& reactor_;
    Descriptor socket_;
    Reactor::Watch watch_;
    ClientAddress client_;
};

}  // namespace fasterapi::net
