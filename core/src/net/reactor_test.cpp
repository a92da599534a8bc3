#include "net/reactor.h"

#include <array>
#include <functional>
#include <memory>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/descriptor.h"

namespace fasterapi::net {
namespace {

class Recorder final : public EventHandler {
public:
    void on_events(std::uint32_t events) override {
        ++calls;
        last = events;
        if (then) {
            then();
        }
    }
    int calls = 0;
    std::uint32_t last = 0;
    std::function<void()> then;
};

struct Pair {
    Pair() {
        std::array<int, 2> ends{};
        EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
        here = Descriptor(ends[0]);
        there = Descriptor(ends[1]);
    }
    void send() const { EXPECT_EQ(write(there.get(), "x", 1), 1); }
    void receive() const {
        char byte = 0;
        EXPECT_EQ(read(here.get(), &byte, 1), 1);
    }
    Descriptor here, there;
};

TEST(Reactor, CollectsWhileItWaitsAndHandsOutWhenTold) {
    Reactor reactor;
    Pair pair;
    Recorder recorder;
    const auto watch = reactor.add(pair.here.get(), EPOLLIN, recorder);
    ASSERT_NE(watch.slot, 0U);
    EXPECT_EQ(reactor.poll(0), 0);
    pair.send();
    EXPECT_EQ(reactor.poll(-1), 1);
    EXPECT_TRUE(reactor.has_collected());
    EXPECT_TRUE(reactor.has_collected(watch));
    EXPECT_EQ(recorder.calls, 0);
    reactor.dispatch();
    EXPECT_EQ(recorder.calls, 1);
    EXPECT_EQ(recorder.last, static_cast<std::uint32_t>(EPOLLIN));
    EXPECT_FALSE(reactor.has_collected());
}

TEST(Reactor, TellsAgainWhatWasNotRead) {
    Reactor reactor;
    Pair pair;
    Recorder recorder;
    const auto watch = reactor.add(pair.here.get(), EPOLLIN, recorder);
    pair.send();
    for (int expected = 1; expected <= 3; ++expected) {
        reactor.poll(0);
        reactor.dispatch();
        EXPECT_EQ(recorder.calls, expected);
    }
    reactor.modify(watch, pair.here.get(), 0);
    EXPECT_EQ(reactor.poll(0), 0);
    reactor.modify(watch, pair.here.get(), EPOLLIN | EPOLLOUT);
    EXPECT_EQ(reactor.poll(0), 1);
    reactor.dispatch();
    EXPECT_EQ(recorder.last, static_cast<std::uint32_t>(EPOLLIN | EPOLLOUT));
}

TEST(Reactor, DeliversNothingCollectedBeforeTheRemoval) {
    Reactor reactor;
    Pair first;
    Pair second;
    Recorder one;
    Recorder other;
    const auto first_watch = reactor.add(first.here.get(), EPOLLIN, one);
    const auto second_watch = reactor.add(second.here.get(), EPOLLIN, other);
    // Whichever is called first removes both.
    one.then = other.then = [&] {
        reactor.remove(first_watch, first.here.get());
        reactor.remove(second_watch, second.here.get());
    };
    first.send();
    second.send();
    EXPECT_EQ(reactor.poll(0), 2);
    reactor.dispatch();
    EXPECT_EQ(one.calls + other.calls, 1);
}

TEST(Reactor, AnEventOfAClosedDescriptorDoesNotReachTheNextOneInItsSlot) {
    Reactor reactor;
    auto closed = std::make_unique<Pair>();
    Pair trigger;
    Pair fresh;
    Recorder gone;
    Recorder added;
    Recorder closer;
    // In this order in the batch: the closer runs while the other event waits in it.
    const auto trigger_watch = reactor.add(trigger.here.get(), EPOLLIN, closer);
    const auto stale = reactor.add(closed->here.get(), EPOLLIN, gone);
    trigger.send();
    closed->send();
    ASSERT_EQ(reactor.poll(0), 2);
    Reactor::Watch reused;
    const auto replace = [&] {
        reactor.remove(stale, closed->here.get());
        closed.reset();
        reused = reactor.add(fresh.here.get(), EPOLLIN, added);
        closer.then = nullptr;
    };
    closer.then = [&] { replace(); };
    reactor.dispatch();
    EXPECT_EQ(closer.calls, 1);
    EXPECT_EQ(reused.slot, stale.slot);
    EXPECT_NE(reused.generation, stale.generation);
    EXPECT_EQ(added.calls, 0);
    EXPECT_NE(trigger_watch.slot, reused.slot);
}

TEST(Reactor, SaysWhenADescriptorCannotBeWatched) {
    Reactor reactor;
    Recorder recorder;
    EXPECT_EQ(reactor.add(-1, EPOLLIN, recorder).slot, 0U);
    EXPECT_EQ(errno, EBADF);
}

TEST(Reactor, CanBeWatchedByAnother) {
    Reactor outer;
    Reactor inner;
    Pair pair;
    Recorder recorder;
    Recorder nested;
    ASSERT_NE(outer.add(inner.descriptor(), EPOLLIN, nested).slot, 0U);
    ASSERT_NE(inner.add(pair.here.get(), EPOLLIN, recorder).slot, 0U);
    EXPECT_EQ(outer.poll(0), 0);
    pair.send();
    EXPECT_EQ(outer.poll(0), 1);
}

}  // namespace
}  // namespace fasterapi::net
