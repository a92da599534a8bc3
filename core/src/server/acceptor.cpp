#include "server/acceptor.h"

#include <cerrno>
#include <string>
#include <system_error>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "net/socket_transport.h"
#include "server/session.h"

namespace fasterapi::server {

namespace {

// Of one listener in one turn; the rest waits in the kernel while the others are served.
constexpr int connections_per_turn = 64;

// Where there are no descriptors or no room for connections, the listener is looked at again so much later.
constexpr std::uint64_t retry_ms = 100;

bool is_deferred(int listener) noexcept {
    int seconds = 0;
    socklen_t size = sizeof seconds;
    return getsockopt(listener, IPPROTO_TCP, TCP_DEFER_ACCEPT, &seconds, &size) == 0 && seconds > 0;
}

bool is_shortage(int error) noexcept {
    return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

}  // namespace

Acceptor::Acceptor(WorkerState& worker, net::Descriptor listener)
    : worker_(worker), listener_(std::move(listener)), deferred_(is_deferred(listener_.get())) {
    // Inherited by every accepted socket; an inherited listener may lack it.
    const int on = 1;
    setsockopt(listener_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    resume();
}

Acceptor::~Acceptor() {
    close();
}

// Exclusive: one worker of those that share a Unix socket is woken, not all. Such a registration
// cannot be modified, so a pause removes it.
void Acceptor::resume() noexcept {
    watch_ = worker_.reactor.add(listener_.get(), EPOLLIN | EPOLLEXCLUSIVE, *this);
    if (watch_.slot == 0) {
        worker_.timers.arm(*this, worker_.now_ms + retry_ms);
    }
}

void Acceptor::pause() noexcept {
    worker_.reactor.remove(watch_, listener_.get());
    watch_ = {};
    worker_.timers.arm(*this, worker_.now_ms + retry_ms);
}

void Acceptor::close() noexcept {
    worker_.timers.cancel(*this);
    if (watch_.slot != 0) {
        worker_.reactor.remove(watch_, listener_.get());
        watch_ = {};
    }
    listener_.reset();
}

void Acceptor::on_deadline() {
    resume();
}

void Acceptor::on_events(std::uint32_t) {
    // One is waiting, that much is known; whether another is, is not worth closing an idle one for.
    if (is_full() && !worker_.cut_longest_idle()) {
        worker_.report("The limit of connections is reached and none is idle: new ones wait");
        pause();
        return;
    }
    int error = accept_one();
    if (error == EMFILE && worker_.cut_longest_idle()) {
        error = accept_one();
    }
    if (is_shortage(error)) {
        worker_.report("Cannot accept connections: " + std::generic_category().message(error));
        pause();
        return;
    }
    for (int i = 1; i < connections_per_turn && error == 0 && !is_full(); ++i) {
        error = accept_one();
    }
}

/// @return 0 where there may be another, else the errno that says why not.
int Acceptor::accept_one() {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    net::Descriptor connection(accept4(listener_.get(), generic, &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!connection) {
        // What went wrong with one connection says nothing of the next (accept(2)); EAGAIN: there is none.
        const bool ends = is_shortage(errno) || errno == EAGAIN || errno == EINVAL || errno == EBADF;
        return ends ? errno : 0;
    }
    auto session = std::make_unique<Session>(
        worker_, std::make_unique<net::SocketTransport>(worker_.reactor, std::move(connection),
                                                        net::ClientAddress(*generic)));
    if (!session->watch()) {
        return 0;
    }
    Session& watched = *session.release();  // it is in one of the worker's lists now
    if (deferred_) {
        watched.read_now();
    }
    return 0;
}

bool Acceptor::is_full() const noexcept {
    return worker_.stats.connections_open >= worker_.most_connections;
}

}  // namespace fasterapi::server
