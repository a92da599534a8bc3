#include "net/reactor.h"

#include <cerrno>
#include <system_error>

#include <unistd.h>

namespace fasterapi::net {

namespace {

std::uint64_t pack(Reactor::Watch watch) noexcept {
    return static_cast<std::uint64_t>(watch.generation) << 32 | watch.slot;
}

Reactor::Watch unpack(std::uint64_t data) noexcept {
    return {.slot = static_cast<std::uint32_t>(data), .generation = static_cast<std::uint32_t>(data >> 32)};
}

}  // namespace

// Slot 0 stays empty, so that a Watch of zeros names nothing.
Reactor::Reactor() : epoll_(epoll_create1(EPOLL_CLOEXEC)), slots_(1) {
    if (epoll_ < 0) {
        throw std::system_error(errno, std::generic_category(), "epoll_create1");
    }
}

Reactor::~Reactor() {
    close(epoll_);
}

Reactor::Watch Reactor::add(int descriptor, std::uint32_t events, EventHandler& handler) noexcept {
    if (free_slots_.empty()) {
        const auto grown = slots_.size();
        slots_.emplace_back();
        free_slots_.push_back(static_cast<std::uint32_t>(grown));
    }
    const std::uint32_t slot = free_slots_.back();
    const Watch watch{.slot = slot, .generation = slots_[slot].generation};
    epoll_event event{.events = events, .data = {.u64 = pack(watch)}};
    if (epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) != 0) {
        return {};
    }
    free_slots_.pop_back();
    slots_[slot].handler = &handler;
    return watch;
}

void Reactor::modify(Watch watch, int descriptor, std::uint32_t events) noexcept {
    epoll_event event{.events = events, .data = {.u64 = pack(watch)}};
    epoll_ctl(epoll_, EPOLL_CTL_MOD, descriptor, &event);
}

void Reactor::remove(Watch watch, int descriptor) noexcept {
    epoll_ctl(epoll_, EPOLL_CTL_DEL, descriptor, nullptr);
    Slot& slot = slots_[watch.slot];
    slot.handler = nullptr;
    ++slot.generation;
    free_slots_.push_back(watch.slot);
}

int Reactor::poll(int timeout_ms) noexcept {
    const int collected = epoll_wait(epoll_, events_.data(), static_cast<int>(events_.size()), timeout_ms);
    collected_ = collected < 0 ? 0 : collected;
    return collected_;
}

bool Reactor::has_collected(Watch watch) const noexcept {
    for (int i = 0; i < collected_; ++i) {
        if (events_[static_cast<std::size_t>(i)].data.u64 == pack(watch)) {
            return true;
        }
    }
    return false;
}

void Reactor::dispatch() {
    const int collected = collected_;
    collected_ = 0;
    for (int i = 0; i < collected; ++i) {
        const epoll_event& event = events_[static_cast<std::size_t>(i)];
        const Watch watch = unpack(event.data.u64);
        const Slot& slot = slots_[watch.slot];
        if (slot.generation == watch.generation && slot.handler != nullptr) {
            slot.handler->on_events(event.events);
        }
    }
}

}  // namespace fasterapi::net
