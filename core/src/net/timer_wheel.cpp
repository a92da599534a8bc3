#include "net/timer_wheel.h"

#include <algorithm>
#include <limits>

namespace fasterapi::net {

void TimerWheel::arm(Timer& timer, std::uint64_t deadline_ms) noexcept {
    timer.deadline_ms_ = std::max<std::uint64_t>(deadline_ms, 1);
    // Filed early enough already: advance() will find the later deadline and file it there.
    if (timer.linked() && timer.filed_ms_ <= deadline_ms) {
        return;
    }
    file(timer);
}

void TimerWheel::cancel(Timer& timer) noexcept {
    timer.deadline_ms_ = 0;
    timer.unlink();
}

// Rounded up, so that nothing fires early; not before the next tick, whose slot is the first still to be
// emptied.
void TimerWheel::file(Timer& timer) noexcept {
    timer.filed_ms_ = timer.deadline_ms_;
    const std::uint64_t tick = std::max((timer.deadline_ms_ + tick_ms - 1) / tick_ms, tick_ + 1);
    soonest_ = std::min(soonest_, tick);
    wheel_[tick % slots].push_back(timer);
}

void TimerWheel::advance(std::uint64_t now_ms) {
    const std::uint64_t last = now_ms / tick_ms;
    if (last < soonest_) {
        tick_ = std::max(tick_, last);
        return;
    }
    // One turn empties every slot, however long nobody looked.
    IntrusiveList<Timer, Timer> due;
    const std::uint64_t first = std::max(soonest_, last >= slots ? last - slots + 1 : 0);
    for (std::uint64_t tick = first; tick <= last; ++tick) {
        due.take_all(wheel_[tick % slots]);
    }
    tick_ = last;
    soonest_ = never;
    while (!due.empty()) {
        Timer& timer = due.pop_front();
        if (timer.deadline_ms_ > now_ms) {
            file(timer);
        } else {
            timer.deadline_ms_ = 0;
            timer.on_deadline();
        }
    }
    find_soonest();
}

void TimerWheel::find_soonest() noexcept {
    soonest_ = never;
    for (std::uint64_t tick = tick_ + 1; tick <= tick_ + slots; ++tick) {
        if (!wheel_[tick % slots].empty()) {
            soonest_ = tick;
            return;
        }
    }
}

int TimerWheel::next_ms(std::uint64_t now_ms) const noexcept {
    if (soonest_ == never) {
        return -1;
    }
    const std::uint64_t due_ms = soonest_ * tick_ms;
    if (due_ms <= now_ms) {
        return 0;
    }
    return static_cast<int>(std::min<std::uint64_t>(due_ms - now_ms, std::numeric_limits<int>::max()));
}

}  // namespace fasterapi::net
