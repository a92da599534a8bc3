#pragma once

#include <array>
#include <cstdint>

#include "base/intrusive_list.h"

namespace fasterapi::net {

/// One deadline at a time. Moving it later costs a store; it is filed anew only when the wheel reaches it.
class Timer : private ListHook<Timer> {
public:
    virtual void on_deadline() = 0;
    [[nodiscard]] bool armed() const noexcept { return deadline_ms_ != 0; }
    [[nodiscard]] std::uint64_t deadline_ms() const noexcept { return deadline_ms_; }

protected:
    Timer() noexcept = default;
    ~Timer() = default;

private:
    friend class TimerWheel;
    template <class, class>
    friend class fasterapi::IntrusiveList;

    std::uint64_t deadline_ms_ = 0;  ///< 0: not armed
    std::uint64_t filed_ms_ = 0;     ///< the slot it lies in; never later than the deadline
};

/// Deadlines of one worker, in slots of `tick_ms`: a deadline fires at most one tick late, never early.
class TimerWheel {
public:
    static constexpr std::uint64_t tick_ms = 64;
    static constexpr std::size_t slots = 1024;  ///< about a minute a turn; later deadlines go round again

    explicit TimerWheel(std::uint64_t now_ms) noexcept : tick_(now_ms / tick_ms) {}

    /// Arm or move; `deadline_ms` is on the same clock as `now_ms`.
    void arm(Timer& timer, std::uint64_t deadline_ms) noexcept;
    void cancel(Timer& timer) noexcept;

    /// Fire what is due. A timer is disarmed before its on_deadline() runs, which may arm and destroy timers,
    /// its own included.
    void advance(std::uint64_t now_ms);

    /// Milliseconds until advance() is worth calling; -1 where no timer is filed.
    [[nodiscard]] int next_ms(std::uint64_t now_ms) const noexcept;

private:
    static constexpr std::uint64_t never = ~std::uint64_t{0};

    void file(Timer& timer) noexcept;
    void find_soonest() noexcept;

    std::uint64_t tick_;             ///< the last one whose slot was emptied
    std::uint64_t soonest_ = never;  ///< no slot before this tick holds a timer
    std::array<IntrusiveList<Timer, Timer>, slots> wheel_;
};

}  // namespace fasterapi::net
