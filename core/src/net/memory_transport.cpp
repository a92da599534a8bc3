#include "net/memory_transport.h"

#include <algorithm>
#include <cerrno>

#include <unistd.h>

#include "base/byte_buffer.h"

namespace fasterapi::net {

/// What both ends of a connection over memory share.
struct MemoryLink final : RefCounted<MemoryLink>, ListHook<MemoryLink> {
    MemoryLink(MemoryReactor& reactor_of_server, Peer ends)
        : reactor(&reactor_of_server), peer(std::move(ends)) {}

    [[nodiscard]] static std::size_t room_in(const ByteBuffer& buffer) noexcept {
        return memory_link_bytes - std::min(buffer.size(), memory_link_bytes);
    }

    /// What the handler is to be told now, as epoll would.
    [[nodiscard]] std::uint32_t pending() const noexcept {
        std::uint32_t now = 0;
        if (!to_server.empty() || client_finished) {
            now |= EPOLLIN;
        }
        if (client_finished) {
            now |= EPOLLRDHUP;
        }
        if (room_in(to_client) > 0) {
            now |= EPOLLOUT;
        }
        return (now & events) | (client_closed ? EPOLLHUP : 0U);
    }

    void update() {
        if (handler == nullptr || linked() || pending() == 0) {
            return;
        }
        const bool first = reactor->ready_.empty();
        reactor->ready_.push_back(*this);
        if (first) {
            reactor->wake_();
        }
    }

    void tell_client() const noexcept {
        if (client != nullptr) {
            client->on_progress();
        }
    }

    MemoryReactor* reactor;
    Peer peer;
    ByteBuffer to_server;
    ByteBuffer to_client;
    EventHandler* handler = nullptr;  ///< none before watch() and after close()
    MemoryClient* client = nullptr;
    std::uint32_t events = 0;
    bool client_wants_room = false;
    bool client_finished = false;
    bool client_closed = false;
    bool server_finished = false;
    bool server_closed = false;
    bool reset = false;
};

namespace {

/// The server's end.
class MemoryTransport final : public Transport {
public:
    explicit MemoryTransport(Ref<MemoryLink> link) noexcept : link_(std::move(link)) {}
    ~MemoryTransport() override { close(false); }

    [[nodiscard]] bool watch(EventHandler& handler, std::uint32_t events) noexcept override {
        link_->handler = &handler;
        set_events(events);
        return true;
    }

    void set_events(std::uint32_t events) noexcept override {
        link_->events = events;
        link_->update();
    }

    [[nodiscard]] ssize_t receive(char* into, std::size_t bytes) noexcept override {
        MemoryLink& link = *link_;
        if (link.to_server.empty()) {
            return link.client_finished ? 0 : blocked();
        }
        const std::string_view received = link.to_server.view().substr(0, bytes);
        received.copy(into, received.size());
        const auto count = static_cast<ssize_t>(received.size());
        link.to_server.consume(received.size());
        if (link.client_wants_room) {
            link.client_wants_room = false;
            link.tell_client();
        }
        return count;
    }

    [[nodiscard]] ssize_t send(std::string_view bytes, bool) noexcept override {
        return send_both(bytes, {});
    }

    [[nodiscard]] ssize_t send_both(std::string_view first, std::string_view second) noexcept override {
        MemoryLink& link = *link_;
        if (link.client_closed) {
            return failed(EPIPE);
        }
        std::size_t room = MemoryLink::room_in(link.to_client);
        if (room == 0) {
            return blocked();
        }
        ssize_t sent = 0;
        for (const std::string_view bytes : {first.substr(0, room), second}) {
            const std::string_view taken = bytes.substr(0, room);
            link.to_client.append(taken);
            room -= taken.size();
            sent += static_cast<ssize_t>(taken.size());
        }
        link.tell_client();
        return sent;
    }

    [[nodiscard]] ssize_t send_file(int file, std::uint64_t offset, std::size_t bytes) noexcept override {
        MemoryLink& link = *link_;
        if (link.client_closed) {
            return failed(EPIPE);
        }
        const std::size_t wanted = std::min(bytes, MemoryLink::room_in(link.to_client));
        if (wanted == 0) {
            return blocked();
        }
        const ssize_t got = pread(file, link.to_client.prepare(wanted), wanted, static_cast<off_t>(offset));
        if (got > 0) {
            link.to_client.commit(static_cast<std::size_t>(got));
            link.tell_client();
        }
        return got;
    }

    [[nodiscard]] std::size_t unacknowledged() const noexcept override { return link_->to_client.size(); }

    void finish() noexcept override {
        link_->server_finished = true;
        link_->tell_client();
    }

    void close(bool reset) noexcept override {
        MemoryLink& link = *link_;
        if (link.server_closed) {
            return;
        }
        link.server_closed = link.server_finished = true;
        // As a socket that is closed before all was read from it.
        link.reset = reset || !link.to_server.empty();
        link.handler = nullptr;
        link.reactor = nullptr;
        link.unlink();
        link.to_server = ByteBuffer();
        link.tell_client();
    }

    [[nodiscard]] Peer peer() const override { return link_->peer; }

private:
    static ssize_t failed(int error) noexcept {
        errno = error;
        return -1;
    }
    static ssize_t blocked() noexcept { return failed(EAGAIN); }

    Ref<MemoryLink> link_;
};

}  // namespace

MemoryConnection::MemoryConnection(Ref<MemoryLink> link) noexcept : link_(std::move(link)) {}

MemoryConnection::~MemoryConnection() {
    link_->client = nullptr;
    close();
}

std::size_t MemoryConnection::feed(std::string_view bytes) {
    MemoryLink& link = *link_;
    if (link.server_closed || link.client_finished) {
        return bytes.size();
    }
    const std::string_view taken = bytes.substr(0, MemoryLink::room_in(link.to_server));
    link.to_server.append(taken);
    link.client_wants_room = taken.size() < bytes.size();
    link.update();
    return taken.size();
}

void MemoryConnection::finish() noexcept {
    link_->client_finished = true;
    link_->update();
}

std::size_t MemoryConnection::take(std::string& into, std::size_t most) {
    MemoryLink& link = *link_;
    const std::string_view taken = link.to_client.view().substr(0, most);
    const std::size_t bytes = taken.size();
    into += taken;
    link.to_client.consume(bytes);
    link.update();
    return bytes;
}

bool MemoryConnection::ended() const noexcept {
    return link_->server_finished && link_->to_client.empty();
}

bool MemoryConnection::was_reset() const noexcept {
    return link_->reset;
}

void MemoryConnection::close() noexcept {
    link_->client_finished = link_->client_closed = true;
    link_->to_client = ByteBuffer();
    link_->update();
}

void MemoryConnection::observe(MemoryClient* client) noexcept {
    link_->client = client;
}

std::pair<std::unique_ptr<Transport>, std::unique_ptr<MemoryConnection>> MemoryReactor::connect(Peer peer) {
    const Ref<MemoryLink> link(new MemoryLink(*this, std::move(peer)));
    return {std::make_unique<MemoryTransport>(link), std::make_unique<MemoryConnection>(link)};
}

void MemoryReactor::dispatch() {
    IntrusiveList<MemoryLink, MemoryLink> now;
    now.take_all(ready_);
    while (!now.empty()) {
        const Ref<MemoryLink> link(&now.pop_front());
        if (const std::uint32_t events = link->pending(); events != 0) {
            link->handler->on_events(events);
            link->update();
        }
    }
}

}  // namespace fasterapi::net
