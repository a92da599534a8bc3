#pragma once

#include <cstdint>
#include <string>

namespace fasterapi::net {

/// Both ends of a connection as text: "127.0.0.1" and 52044; a Unix socket has no host.
struct Peer {
    std::string client_host;
    std::uint16_t client_port = 0;
    std::string server_host;
    std::uint16_t server_port = 0;
    bool secure = false;
};

}  // namespace fasterapi::net
