// Deadlines move with every request and hardly ever fire: moving one later must cost next to nothing.
#include "net/timer_wheel.h"

#include <memory>
#include <vector>

#include <benchmark/benchmark.h>

namespace fasterapi::net {
namespace {

class Alarm final : public Timer {
private:
    void on_deadline() override {}
};

void move_later(benchmark::State& state) {
    TimerWheel wheel(0);
    std::vector<Alarm> alarms(static_cast<std::size_t>(state.range(0)));
    std::uint64_t now_ms = 0;
    for (auto _ : state) {
        for (Alarm& alarm : alarms) {
            wheel.arm(alarm, now_ms + 15'000);
        }
        now_ms += 1;
        wheel.advance(now_ms);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(move_later)->Arg(64)->Arg(10'000);

// What it would cost without that.
void cancel_and_file(benchmark::State& state) {
    TimerWheel wheel(0);
    std::vector<Alarm> alarms(static_cast<std::size_t>(state.range(0)));
    std::uint64_t now_ms = 0;
    for (auto _ : state) {
        for (Alarm& alarm : alarms) {
            wheel.cancel(alarm);
            wheel.arm(alarm, now_ms + 15'000);
        }
        now_ms += 1;
        wheel.advance(now_ms);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(cancel_and_file)->Arg(64)->Arg(10'000);

}  // namespace
}  // namespace fasterapi::net
