#pragma once

#include <cstdint>
#include <string>
#include <system_error>

#include "base/result.h"

namespace fasterapi::net {

/// Where to listen: host and port, a Unix domain socket, or a descriptor that is listening already.
struct ListenAddress {
    std::string host = "127.0.0.1";  ///< name or address, IPv6 without brackets
    std::uint16_t port = 8000;       ///< 0: the system chooses
    std::string unix_path{};         ///< not empty: goes before host and port
    int descriptor = -1;             ///< >= 0: inherited (--fd, LISTEN_FDS), goes before all
    int backlog = 2048;
};

/// What went wrong while listening.
struct ListenError {
    std::error_code code;   ///< an errno, or what getaddrinfo returned, in a category of its own
    const char* call = "";  ///< "bind", "getaddrinfo", ...
};

/// A listening, non-blocking, close-on-exec socket with SO_REUSEADDR, and with SO_REUSEPORT where `shared`:
/// one such per worker lets the kernel spread connections. TCP_DEFER_ACCEPT is set where it helps. A stale
/// Unix socket file is replaced.
/// @return the descriptor, owned by the caller.
[[nodiscard]] Result<int, ListenError> listen_on(const ListenAddress& address, bool shared);

/// "http://127.0.0.1:8000", "http://[::1]:8000", "unix:/run/app.sock": what a listening descriptor is bound
/// to.
[[nodiscard]] std::string describe_listener(int descriptor);

/// Raise the soft limit of descriptors to the hard one.
/// @return the limit that now holds.
std::uint64_t raise_descriptor_limit() noexcept;

}  // namespace fasterapi::net
