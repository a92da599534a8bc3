#pragma once

#include <cstdint>
#include <string>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace fasterapi::net {

/// One end of a socket, as the kernel tells it.
class SocketAddress {
public:
    /// Unknown: a Unix socket without a name.
    SocketAddress() noexcept { any_.generic.sa_family = AF_UNIX; }
    /// What a socket is bound to; unknown where the kernel does not say.
    [[nodiscard]] static SocketAddress local_of(int descriptor) noexcept;

    /// To be filled in by accept4() and the like.
    [[nodiscard]] sockaddr* data() noexcept { return &any_.generic; }
    static constexpr socklen_t capacity = sizeof(sockaddr_un);

    /// "127.0.0.1", "::1"; empty for a Unix socket.
    [[nodiscard]] std::string host() const;
    /// 0 for a Unix socket.
    [[nodiscard]] std::uint16_t port() const noexcept;
    /// Empty for one without a name, and for all other sockets.
    [[nodiscard]] std::string unix_path() const;

private:
    union Any {
        sockaddr generic;
        sockaddr_in ipv4;
        sockaddr_in6 ipv6;
        sockaddr_un local;
    };
    Any any_{};
};

/// The address of a TCP client in 20 bytes, for it is kept as long as its connection. All zero for a Unix
/// socket's.
class ClientAddress {
public:
    ClientAddress() noexcept = default;
    explicit ClientAddress(const sockaddr& address) noexcept;

    /// "127.0.0.1", "::1"; IPv4 addresses mapped into IPv6 as IPv4; empty for a Unix socket.
    [[nodiscard]] std::string host() const;
    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

private:
    std::uint8_t address_[16] = {};
    std::uint16_t port_ = 0;
    std::uint16_t family_ = 0;
};

}  // namespace fasterapi::net
