#include <algorithm>

#include "server/session.h"

namespace fasterapi::server {

namespace {

// How long a client may take to read the last answer and hang up, once it has been told that nobody listens
// any more.
constexpr std::uint32_t linger_timeout_ms = 5'000;

}  // namespace

Session::Phase Session::phase_now() const noexcept {
    if (lingering_) {
        return Phase::linger;
    }
    if (stopped_ || !starved_) {
        return Phase::nothing;  // the client is not what we wait for
    }
    if (reader_.inside_body()) {
        return receiving_ != nullptr && receiving_->waits_for_continue() ? Phase::nothing : Phase::body;
    }
    if (!served_any_) {
        return Phase::first_head;
    }
    if (reader_.inside_head()) {
        return Phase::head;
    }
    return exchanges_.empty() && output_.empty() ? Phase::idle : Phase::nothing;
}

std::uint32_t Session::timeout_of(Phase phase) const noexcept {
    switch (phase) {
        case Phase::nothing: return 0;
        case Phase::first_head:
        case Phase::head: return limits().head_timeout_ms;
        case Phase::idle: return limits().keep_alive_timeout_ms;
        case Phase::body: return limits().body_rate_window_ms;
        case Phase::linger: return linger_timeout_ms;
    }
    return 0;
}

/// A phase that goes on keeps its deadline: bytes that trickle in must not extend it.
void Session::set_deadlines() {
    const Phase phase = phase_now();
    if (phase != phase_ || began_) {
        phase_ = phase;
        began_ = false;
        window_bytes_ = 0;
        read_deadline_ms_ = phase == Phase::nothing ? 0 : worker_.now_ms + timeout_of(phase);
    }
    file_deadline();
}

/// The timer follows the sooner of both.
void Session::file_deadline() noexcept {
    // 0 is no deadline, and one less than it the latest of all.
    const std::uint64_t soonest_ms = std::min(read_deadline_ms_ - 1, write_deadline_ms_ - 1) + 1;
    if (soonest_ms != 0) {
        worker_.timers.arm(*this, soonest_ms);
    } else if (armed()) {
        worker_.timers.cancel(*this);
    }
}

void Session::set_write_deadline() noexcept {
    write_deadline_ms_ = worker_.now_ms + limits().write_timeout_ms;
    unacknowledged_ = connection_->unacknowledged();
}

void Session::on_deadline() {
    if (write_deadline_ms_ != 0 && write_deadline_ms_ <= worker_.now_ms) {
        // A slow reader takes bytes out of the kernel's buffer long before there is room in it for more.
        if (connection_->unacknowledged() >= unacknowledged_) {
            cut();
            return;
        }
        set_write_deadline();
    }
    if (read_deadline_ms_ != 0 && read_deadline_ms_ <= worker_.now_ms) {
        on_read_deadline();
    } else {
        file_deadline();
    }
}

void Session::on_read_deadline() {
    switch (phase_) {
        case Phase::nothing: return;
        case Phase::idle:
        case Phase::linger: cut(); return;
        case Phase::first_head:
        case Phase::head:
            if (!reader_.inside_head()) {
                cut();
                return;
            }
            late_ = http::Error::head_timeout;
            break;
        case Phase::body: {
            const std::uint64_t wanted =
                std::uint64_t{limits().body_min_bytes_per_s} * limits().body_rate_window_ms / 1000;
            if (window_bytes_ >= wanted) {
                window_bytes_ = 0;
                read_deadline_ms_ = worker_.now_ms + limits().body_rate_window_ms;
                file_deadline();
                return;
            }
            late_ = http::Error::body_timeout;
            break;
        }
    }
    resume();
}

}  // namespace fasterapi::server
