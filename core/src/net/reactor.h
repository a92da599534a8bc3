#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <sys/epoll.h>

namespace fasterapi::net {

/// Learns what happened to a descriptor it registered.
class EventHandler {
public:
    /// `events` are EPOLL* bits; EPOLLERR and EPOLLHUP may be among them unasked.
    virtual void on_events(std::uint32_t events) = 0;

protected:
    ~EventHandler() = default;
};

/// One epoll instance, level-triggered. Waiting and dispatching are two steps, because between them a caller
/// may have to take a lock (Python's) that it must not hold while it waits.
class Reactor {
public:
    /// Names a registration; a stale one (of a descriptor closed and accepted again within one batch of
    /// events) is told apart by its generation and ignored.
    struct Watch {
        std::uint32_t slot = 0;
        std::uint32_t generation = 0;
    };

    /// @throws std::system_error where the kernel has no descriptor left: only at start-up.
    Reactor();
    ~Reactor();
    Reactor(const Reactor&) = delete;
    Reactor& operator=(const Reactor&) = delete;

    /// The epoll descriptor, so that another loop can watch this one (level-triggered).
    [[nodiscard]] int descriptor() const noexcept { return epoll_; }

    /// @return the registration, whose `slot` is never 0, or slot 0 with errno set.
    [[nodiscard]] Watch add(int descriptor, std::uint32_t events, EventHandler& handler) noexcept;
    void modify(Watch watch, int descriptor, std::uint32_t events) noexcept;
    /// No event of this registration is delivered any more, those already collected included.
    void remove(Watch watch, int descriptor) noexcept;

    /// Wait for events: -1 without end, 0 not at all. Runs no handler.
    /// @return how many were collected; 0 after the timeout or a signal.
    int poll(int timeout_ms) noexcept;
    /// Hand what the last poll() collected to the handlers.
    void dispatch();
    [[nodiscard]] bool has_collected() const noexcept { return collected_ > 0; }
    /// Whether an event of this registration is among them.
    [[nodiscard]] bool has_collected(Watch watch) const noexcept;

private:
    struct Slot {
        EventHandler* handler = nullptr;
        std::uint32_t generation = 0;
    };

    int epoll_ = -1;
    int collected_ = 0;
    std::vector<Slot> slots_;
    std::vector<std::uint32_t> free_slots_;
    std::array<epoll_event, 256> events_;
};

}  // namespace fasterapi::net
