#include "net/listener.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "net/descriptor.h"
#include "net/socket_address.h"

namespace fasterapi::net {

namespace {

using Listening = Result<int, ListenError>;

// A client that connects and says nothing is kept by the kernel for this long before it costs a connection
// here, and the first request of all others is there when they are accepted. 1 s: the least the kernel can
// express.
constexpr int defer_accept_s = 1;

ListenError failed(const char* call) noexcept {
    return {.code = {errno, std::generic_category()}, .call = call};
}

/// The codes of getaddrinfo, which are no errno.
class ResolverCategory final : public std::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "getaddrinfo"; }
    [[nodiscard]] std::string message(int code) const override { return gai_strerror(code); }
};

ListenError unresolved(int code) noexcept {
    static const ResolverCategory resolver;
    if (code == EAI_SYSTEM) {
        return failed("getaddrinfo");
    }
    return {.code = {code, resolver}, .call = "getaddrinfo"};
}

void set_option(int descriptor, int level, int name, int value) noexcept {
    setsockopt(descriptor, level, name, &value, sizeof value);
}

Listening inherit(int descriptor) {
    int listening = 0;
    socklen_t size = sizeof listening;
    if (getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) != 0) {
        return failed("getsockopt");
    }
    if (listening == 0) {
        errno = EINVAL;
        return failed("inherited descriptor");
    }
    const int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) != 0 ||
        fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0) {
        return failed("fcntl");
    }
    return descriptor;
}

// A socket file whose server is gone refuses connections; only such a file may be replaced.
bool is_stale_socket(const sockaddr_un& address) noexcept {
    struct stat status{};
    if (lstat(address.sun_path, &status) != 0 || !S_ISSOCK(status.st_mode)) {
        return false;
    }
    const Descriptor probe(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    return connect(probe.get(), generic, sizeof address) != 0 && errno == ECONNREFUSED;
}

Listening listen_on_unix(const ListenAddress& address) {
    sockaddr_un unix_address{};
    unix_address.sun_family = AF_UNIX;
    if (address.unix_path.size() >= sizeof unix_address.sun_path) {
        errno = ENAMETOOLONG;
        return failed("bind");
    }
    std::memcpy(unix_address.sun_path, address.unix_path.data(), address.unix_path.size());
    Descriptor listener(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!listener) {
        return failed("socket");
    }
    if (is_stale_socket(unix_address)) {
        unlink(unix_address.sun_path);
    }
    if (bind(listener.get(), reinterpret_cast<const sockaddr*>(&unix_address), sizeof unix_address) != 0) {
        return failed("bind");
    }
    if (listen(listener.get(), address.backlog) != 0) {
        return failed("listen");
    }
    return listener.release();
}

Listening listen_on_resolved(const addrinfo& resolved, int backlog, bool shared) {
    Descriptor listener(socket(resolved.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!listener) {
        return failed("socket");
    }
    set_option(listener.get(), SOL_SOCKET, SO_REUSEADDR, 1);
    if (shared) {
        set_option(listener.get(), SOL_SOCKET, SO_REUSEPORT, 1);
    }
    // Accepted sockets inherit TCP_NODELAY, which saves a call for each.
    set_option(listener.get(), IPPROTO_TCP, TCP_NODELAY, 1);
    set_option(listener.get(), IPPROTO_TCP, TCP_DEFER_ACCEPT, defer_accept_s);
    if (bind(listener.get(), resolved.ai_addr, resolved.ai_addrlen) != 0) {
        return failed("bind");
    }
    if (listen(listener.get(), backlog) != 0) {
        return failed("listen");
    }
    return listener.release();
}

Listening listen_on_tcp(const ListenAddress& address, bool shared) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const std::string port = std::to_string(address.port);
    const char* host = address.host.empty() ? nullptr : address.host.c_str();
    const int code = getaddrinfo(host, port.c_str(), &hints, &found);
    if (code != 0) {
        return unresolved(code);
    }
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> all(found, &freeaddrinfo);
    Listening listening = listen_on_resolved(*found, address.backlog, shared);
    for (const addrinfo* next = found->ai_next; next != nullptr && !listening; next = next->ai_next) {
        listening = listen_on_resolved(*next, address.backlog, shared);
    }
    return listening;
}

}  // namespace

Result<int, ListenError> listen_on(const ListenAddress& address, bool shared) {
    if (address.descriptor >= 0) {
        return inherit(address.descriptor);
    }
    return address.unix_path.empty() ? listen_on_tcp(address, shared) : listen_on_unix(address);
}

std::string describe_listener(int descriptor) {
    const SocketAddress address = SocketAddress::local_of(descriptor);
    const std::string host = address.host();
    if (host.empty()) {
        return "unix:" + address.unix_path();
    }
    const bool is_ipv6 = host.find(':') != std::string::npos;
    return "http://" + (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(address.port());
}

std::uint64_t raise_descriptor_limit() noexcept {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return 0;
    }
    const rlimit raised{.rlim_cur = limit.rlim_max, .rlim_max = limit.rlim_max};
    return setrlimit(RLIMIT_NOFILE, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur;
}

}  // namespace fasterapi::net
