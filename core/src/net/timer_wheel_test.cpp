#include "net/timer_wheel.h"

#include <functional>
#include <memory>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace fasterapi::net {
namespace {

constexpr std::uint64_t start_ms = 1'000'000;
constexpr std::uint64_t tick_ms = TimerWheel::tick_ms;

class Alarm final : public Timer {
public:
    int fired = 0;
    std::function<void()> then;

private:
    void on_deadline() override {
        ++fired;
        if (then) {
            then();
        }
    }
};

TEST(TimerWheel, FiresOnceNeverEarlyAndAtMostATickLate) {
    for (const std::uint64_t delay_ms : {0U, 1U, 63U, 64U, 65U, 10'000U, 65'535U, 65'536U, 200'000U}) {
        SCOPED_TRACE(delay_ms);
        TimerWheel wheel(start_ms);
        Alarm alarm;
        wheel.arm(alarm, start_ms + delay_ms);
        for (std::uint64_t now_ms = start_ms; now_ms < start_ms + delay_ms; now_ms += 7) {
            wheel.advance(now_ms);
            ASSERT_EQ(alarm.fired, 0) << now_ms - start_ms;
        }
        wheel.advance(start_ms + delay_ms + tick_ms);
        EXPECT_EQ(alarm.fired, 1);
        EXPECT_FALSE(alarm.armed());
        wheel.advance(start_ms + delay_ms + 1'000'000);
        EXPECT_EQ(alarm.fired, 1);
    }
}

TEST(TimerWheel, FollowsADeadlineThatMovesBothWays) {
    TimerWheel wheel(start_ms);
    Alarm later;
    wheel.arm(later, start_ms + 1000);
    wheel.arm(later, start_ms + 5000);
    wheel.advance(start_ms + 4999);
    EXPECT_EQ(later.fired, 0);
    wheel.advance(start_ms + 5000 + tick_ms);
    EXPECT_EQ(later.fired, 1);

    Alarm sooner;
    wheel.arm(sooner, start_ms + 50'000);
    wheel.arm(sooner, start_ms + 10'000);
    wheel.advance(start_ms + 10'000 + tick_ms);
    EXPECT_EQ(sooner.fired, 1);
}

TEST(TimerWheel, DoesNotFireWhatWasCancelled) {
    TimerWheel wheel(start_ms);
    Alarm alarm;
    wheel.arm(alarm, start_ms + 100);
    wheel.cancel(alarm);
    EXPECT_FALSE(alarm.armed());
    wheel.advance(start_ms + 1000);
    EXPECT_EQ(alarm.fired, 0);
    EXPECT_EQ(wheel.next_ms(start_ms + 1000), -1);
}

TEST(TimerWheel, TellsWhenToComeBack) {
    TimerWheel wheel(start_ms);
    EXPECT_EQ(wheel.next_ms(start_ms), -1);
    Alarm alarm;
    wheel.arm(alarm, start_ms + 1000);
    const int wait_ms = wheel.next_ms(start_ms);
    EXPECT_GE(wait_ms, 1000);
    EXPECT_LE(wait_ms, static_cast<int>(1000 + tick_ms));
    wheel.advance(start_ms + static_cast<std::uint64_t>(wait_ms));
    EXPECT_EQ(alarm.fired, 1);
    EXPECT_EQ(wheel.next_ms(start_ms + 2000), -1);
}

TEST(TimerWheel, CatchesUpAfterALongPause) {
    TimerWheel wheel(start_ms);
    std::vector<std::unique_ptr<Alarm>> alarms;
    for (std::uint64_t i = 0; i < 3000; ++i) {
        alarms.push_back(std::make_unique<Alarm>());
        wheel.arm(*alarms.back(), start_ms + i * 97);
    }
    wheel.advance(start_ms + 10'000'000);
    for (const auto& alarm : alarms) {
        ASSERT_EQ(alarm->fired, 1);
    }
}

TEST(TimerWheel, ACallbackMayArmAgain) {
    TimerWheel wheel(start_ms);
    Alarm alarm;
    std::uint64_t now_ms = start_ms;
    alarm.then = [&] { wheel.arm(alarm, now_ms + 100); };
    wheel.arm(alarm, start_ms + 100);
    for (; now_ms <= start_ms + 10'000; now_ms += tick_ms) {
        wheel.advance(now_ms);
    }
    EXPECT_GE(alarm.fired, 50);
    EXPECT_LE(alarm.fired, 100);
}

TEST(TimerWheel, ACallbackMayDestroyTimersItsOwnIncluded) {
    TimerWheel wheel(start_ms);
    auto first = std::make_unique<Alarm>();
    auto second = std::make_unique<Alarm>();
    int fired = 0;
    // Whichever comes first destroys both.
    const auto destroy = [&] {
        ++fired;
        wheel.cancel(*first);
        wheel.cancel(*second);
        const auto keep_this_function_alive = std::make_pair(std::move(first), std::move(second));
    };
    first->then = destroy;
    second->then = destroy;
    wheel.arm(*first, start_ms + 100);
    wheel.arm(*second, start_ms + 100);
    wheel.advance(start_ms + 1000);
    EXPECT_EQ(fired, 1);
}

TEST(TimerWheel, AgreesWithASimpleModel) {
    std::mt19937 random(7);
    TimerWheel wheel(start_ms);
    std::vector<std::unique_ptr<Alarm>> alarms;
    std::vector<std::uint64_t> due(200, 0);
    for (std::size_t i = 0; i < due.size(); ++i) {
        alarms.push_back(std::make_unique<Alarm>());
    }
    std::uint64_t now_ms = start_ms;
    for (int step = 0; step < 20'000; ++step) {
        const std::size_t i = random() % due.size();
        switch (random() % 4) {
            case 0:
                due[i] = 0;
                wheel.cancel(*alarms[i]);
                break;
            case 1:
            case 2:
                due[i] = now_ms + random() % 150'000;
                wheel.arm(*alarms[i], due[i]);
                break;
            default:
                now_ms += random() % 300;
                wheel.advance(now_ms);
                for (std::size_t j = 0; j < due.size(); ++j) {
                    if (alarms[j]->fired > 0) {
                        ASSERT_EQ(alarms[j]->fired, 1);
                        ASSERT_NE(due[j], 0U);
                        ASSERT_LE(due[j], now_ms);
                        due[j] = 0;
                        alarms[j]->fired = 0;
                    }
                    // Two ticks: the deadline may have been set within the tick that was emptied already.
                    ASSERT_TRUE(due[j] == 0 || due[j] + 2 * tick_ms > now_ms) << due[j] << " at " << now_ms;
                }
        }
    }
}

}  // namespace
}  // namespace fasterapi::net
