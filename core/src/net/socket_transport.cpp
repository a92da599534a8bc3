#include "net/socket_transport.h"

#include <array>

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

namespace fasterapi::net {

bool SocketTransport::watch(EventHandler& handler, std::uint32_t events) noexcept {
    watch_ = reactor_.add(socket_.get(), events, handler);
    return watch_.slot != 0;
}

void SocketTransport::set_events(std::uint32_t events) noexcept {
    reactor_.modify(watch_, socket_.get(), events);
}

ssize_t SocketTransport::receive(char* into, std::size_t bytes) noexcept {
    return recv(socket_.get(), into, bytes, 0);
}

ssize_t SocketTransport::send(std::string_view bytes, bool more_follows) noexcept {
    return ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | (more_follows ? MSG_MORE : 0));
}

ssize_t SocketTransport::send_both(std::string_view first, std::string_view second) noexcept {
    std::array<iovec, 2> parts{{{.iov_base = const_cast<char*>(first.data()), .iov_len = first.size()},
                                {.iov_base = const_cast<char*>(second.data()), .iov_len = second.size()}}};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    return sendmsg(socket_.get(), &message, MSG_NOSIGNAL);
}

ssize_t SocketTransport::send_file(int file, std::uint64_t offset, std::size_t bytes) noexcept {
    auto from = static_cast<off_t>(offset);
    return sendfile(socket_.get(), file, &from, bytes);
}

std::size_t SocketTransport::unacknowledged() const noexcept {
    int bytes = 0;
    return ioctl(socket_.get(), SIOCOUTQ, &bytes) == 0 ? static_cast<std::size_t>(bytes) : 0;
}

void SocketTransport::finish() noexcept {
    shutdown(socket_.get(), SHUT_WR);
}

void SocketTransport::close(bool reset) noexcept {
    if (reset) {
        const linger none{.l_onoff = 1, .l_linger = 0};
        setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &none, sizeof none);
    }
    if (watch_.slot != 0) {
        reactor_.remove(watch_, socket_.get());
        watch_ = {};
    }
    socket_.reset();
}

Peer SocketTransport::peer() const {
    const auto server = SocketAddress::local_of(socket_.get());
    return {.client_host = client_.host(),
            .client_port = client_.port(),
            .server_host = server.host(),
            .server_port = server.port()};
}

}  // namespace fasterapi::net
