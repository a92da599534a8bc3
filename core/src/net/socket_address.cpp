#include "net/socket_address.h"

#include <cstring>

#include <arpa/inet.h>

namespace fasterapi::net {

SocketAddress SocketAddress::local_of(int descriptor) noexcept {
    SocketAddress address;
    socklen_t size = capacity;
    if (getsockname(descriptor, address.data(), &size) != 0) {
        return {};
    }
    return address;
}

std::string SocketAddress::host() const {
    return ClientAddress(any_.generic).host();
}

std::uint16_t SocketAddress::port() const noexcept {
    return ClientAddress(any_.generic).port();
}

std::string SocketAddress::unix_path() const {
    if (any_.generic.sa_family != AF_UNIX) {
        return {};
    }
    return {any_.local.sun_path, strnlen(any_.local.sun_path, sizeof any_.local.sun_path)};
}

ClientAddress::ClientAddress(const sockaddr& address) noexcept : family_(address.sa_family) {
    if (family_ == AF_INET) {
        const auto& ipv4 = reinterpret_cast<const sockaddr_in&>(address);
        std::memcpy(address_, &ipv4.sin_addr, sizeof ipv4.sin_addr);
        port_ = ntohs(ipv4.sin_port);
    } else if (family_ == AF_INET6) {
        const auto& ipv6 = reinterpret_cast<const sockaddr_in6&>(address);
        port_ = ntohs(ipv6.sin6_port);
        // A dual-stack listener's IPv4 clients: their address is the last four bytes.
        if (IN6_IS_ADDR_V4MAPPED(&ipv6.sin6_addr)) {
            family_ = AF_INET;
            std::memcpy(address_, ipv6.sin6_addr.s6_addr + 12, 4);
        } else {
            std::memcpy(address_, &ipv6.sin6_addr, sizeof ipv6.sin6_addr);
        }
    }
}

std::string ClientAddress::host() const {
    if (family_ != AF_INET && family_ != AF_INET6) {
        return {};
    }
    char text[INET6_ADDRSTRLEN] = {};
    inet_ntop(family_, address_, text, sizeof text);
    return text;
}

}  // namespace fasterapi::net
