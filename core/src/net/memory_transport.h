#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/intrusive_list.h"
#include "base/ref.h"
#include "net/transport.h"

namespace fasterapi::net {

struct MemoryLink;

// As much as a socket of the kernel's holds by default.
inline constexpr std::size_t memory_link_bytes = 256 * 1024;

/// Learns that a MemoryConnection has something for its client.
class MemoryClient {
public:
    /// There is something to take, the end of it, or room again after feed() did not take all. Called from
    /// within the server's turn: only to remember it.
    virtual void on_progress() noexcept = 0;

protected:
    ~MemoryClient() = default;
};

/// The client's end of a connection over memory; it lives on the thread of the server's end, and may outlive
/// that.
class MemoryConnection {
public:
    explicit MemoryConnection(Ref<MemoryLink> link) noexcept;
    ~MemoryConnection();
    MemoryConnection(const MemoryConnection&) = delete;
    MemoryConnection& operator=(const MemoryConnection&) = delete;

    /// Bytes for the server. @return how many it has room for now; all of them once it has closed.
    [[nodiscard]] std::size_t feed(std::string_view bytes);
    /// Nothing more is fed.
    void finish() noexcept;
    /// What the server has sent, at most `most` bytes of it, moved to the end of `into`. @return how many.
    std::size_t take(std::string& into, std::size_t most = std::string::npos);
    /// Nothing is to be taken and nothing will be.
    [[nodiscard]] bool ended() const noexcept;
    /// The server has given up in the middle of what it sent.
    [[nodiscard]] bool was_reset() const noexcept;
    /// Hang up; what was not taken is lost.
    void close() noexcept;
    void observe(MemoryClient* client) noexcept;

private:
    Ref<MemoryLink> link_;
};

/// What a Reactor is to sockets: tells the handlers of connections over memory what happened to them.
class MemoryReactor {
public:
    /// `wake` is called when there begins to be something to dispatch.
    explicit MemoryReactor(std::function<void()> wake) : wake_(std::move(wake)) {}

    /// Both ends of a new connection; each keeps what they share alive. Close the transport before the
    /// reactor ends.
    [[nodiscard]] std::pair<std::unique_ptr<Transport>, std::unique_ptr<MemoryConnection>> connect(Peer peer);

    [[nodiscard]] bool has_ready() const noexcept { return !ready_.empty(); }
    /// Tell what has happened; what happens meanwhile is told the next time.
    void dispatch();

private:
    friend struct MemoryLink;

    std::function<void()> wake_;
    IntrusiveList<MemoryLink, MemoryLink> ready_;
};

}  // namespace fasterapi::net
