#include "net/memory_transport.h"

#include <array>
#include <cerrno>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "net/descriptor.h"

namespace fasterapi::net {
namespace {

/// Notes what it is told.
struct Handler final : EventHandler {
    void on_events(std::uint32_t events) override { seen.push_back(events); }
    std::vector<std::uint32_t> seen;
};

struct Client final : MemoryClient {
    void on_progress() noexcept override { ++told; }
    int told = 0;
};

struct Ends {
    Ends() {
        auto ends = reactor.connect(peer);
        server = std::move(ends.first);
        client = std::move(ends.second);
        client->observe(&watcher);
        EXPECT_TRUE(server->watch(handler, EPOLLIN));
    }
    ~Ends() { server.reset(); }

    /// What the handler is told now, each time.
    std::vector<std::uint32_t> events() {
        handler.seen.clear();
        reactor.dispatch();
        return handler.seen;
    }
    std::string received(std::size_t most = 1000) const {
        std::string bytes(most, '\0');
        const ssize_t got = server->receive(bytes.data(), bytes.size());
        bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return bytes;
    }
    std::string taken() const {
        std::string bytes;
        client->take(bytes);
        return bytes;
    }

    const Peer peer{
        .client_host = "here", .client_port = 1, .server_host = "there", .server_port = 2, .secure = true};
    int wakes = 0;
    MemoryReactor reactor{[this] { ++wakes; }};
    Handler handler;
    Client watcher;
    std::unique_ptr<Transport> server;
    std::unique_ptr<MemoryConnection> client;
};

using Events = std::vector<std::uint32_t>;

TEST(MemoryTransport, TellsOfBytesUntilTheyAreReceived) {
    Ends ends;
    EXPECT_EQ(ends.events(), Events());
    EXPECT_EQ(ends.client->feed("abc"), 3U);
    EXPECT_EQ(ends.client->feed("def"), 3U);
    EXPECT_EQ(ends.wakes, 1);
    EXPECT_EQ(ends.received(4), "abcd");
    EXPECT_EQ(ends.events(), Events{EPOLLIN});
    EXPECT_TRUE(ends.reactor.has_ready());
    EXPECT_EQ(ends.received(), "ef");
    EXPECT_EQ(ends.events(), Events());
    EXPECT_FALSE(ends.reactor.has_ready());
    EXPECT_EQ(ends.server->receive(nullptr, 0), -1);
    EXPECT_EQ(errno, EAGAIN);
}

TEST(MemoryTransport, TellsOnlyOfWhatIsAskedFor) {
    Ends ends;
    ends.server->set_events(0);
    EXPECT_EQ(ends.client->feed("abc"), 3U);
    EXPECT_EQ(ends.events(), Events());
    ends.server->set_events(EPOLLIN | EPOLLOUT);
    EXPECT_EQ(ends.events(), Events{EPOLLIN | EPOLLOUT});
    ends.server->set_events(0);
    EXPECT_EQ(ends.events(), Events());
}

TEST(MemoryTransport, SendsWhatThereIsRoomFor) {
    Ends ends;
    EXPECT_EQ(ends.server->send_both("ab", "cd"), 4);
    EXPECT_EQ(ends.server->send("e", true), 1);
    EXPECT_EQ(ends.watcher.told, 2);
    EXPECT_EQ(ends.server->unacknowledged(), 5U);
    EXPECT_EQ(ends.taken(), "abcde");
    EXPECT_EQ(ends.server->unacknowledged(), 0U);

    const std::string most(memory_link_bytes, 'x');
    EXPECT_EQ(ends.server->send_both("ab", most), static_cast<ssize_t>(memory_link_bytes));
    EXPECT_EQ(ends.server->send("c", false), -1);
    EXPECT_EQ(errno, EAGAIN);
    ends.server->set_events(EPOLLOUT);
    EXPECT_EQ(ends.events(), Events());
    std::string part;
    EXPECT_EQ(ends.client->take(part, 3), 3U);
    EXPECT_EQ(part, "abx");
    EXPECT_EQ(ends.events(), Events{EPOLLOUT});
    EXPECT_EQ(ends.server->send("cdef", false), 3);
}

TEST(MemoryTransport, TakesWhatThereIsRoomFor) {
    Ends ends;
    const std::string most(memory_link_bytes, 'x');
    EXPECT_EQ(ends.client->feed(most), most.size());
    EXPECT_EQ(ends.client->feed("abc"), 0U);
    EXPECT_EQ(ends.watcher.told, 0);
    EXPECT_EQ(ends.received(2), "xx");
    EXPECT_EQ(ends.watcher.told, 1);
    EXPECT_EQ(ends.received(1), "x");
    EXPECT_EQ(ends.watcher.told, 1);
    EXPECT_EQ(ends.client->feed("abcd"), 3U);
}

TEST(MemoryTransport, SendsOutOfAFile) {
    std::string path = std::filesystem::temp_directory_path() / "fasterapi-XXXXXX";
    const Descriptor file(mkstemp(path.data()));
    unlink(path.c_str());
    ASSERT_EQ(write(file.get(), "0123456789", 10), 10);
    Ends ends;
    EXPECT_EQ(ends.server->send_file(file.get(), 3, 4), 4);
    EXPECT_EQ(ends.server->send_file(file.get(), 8, 100), 2);
    EXPECT_EQ(ends.server->send_file(file.get(), 10, 100), 0);
    EXPECT_EQ(ends.taken(), "345689");
    EXPECT_EQ(ends.server->send_file(-1, 0, 1), -1);
    EXPECT_EQ(errno, EBADF);
}

TEST(MemoryTransport, EndsAsSocketsDo) {
    Ends ends;
    EXPECT_EQ(ends.client->feed("abc"), 3U);
    ends.client->finish();
    ends.server->set_events(EPOLLIN | EPOLLRDHUP);
    EXPECT_EQ(ends.events(), Events{EPOLLIN | EPOLLRDHUP});
    EXPECT_EQ(ends.received(), "abc");
    EXPECT_EQ(ends.server->receive(nullptr, 0), 0);
    EXPECT_EQ(ends.server->send("answer", false), 6);
    ends.server->finish();
    EXPECT_FALSE(ends.client->ended());
    EXPECT_EQ(ends.taken(), "answer");
    EXPECT_TRUE(ends.client->ended());
    EXPECT_FALSE(ends.client->was_reset());
    ends.server->set_events(0);
    EXPECT_EQ(ends.events(), Events());
    ends.client->close();
    EXPECT_EQ(ends.events(), Events{EPOLLHUP});
    EXPECT_EQ(ends.server->send("answer", false), -1);
    EXPECT_EQ(errno, EPIPE);
}

TEST(MemoryTransport, ClosesForBothEnds) {
    for (const bool reset : {false, true}) {
        Ends ends;
        EXPECT_EQ(ends.server->send("answer", false), 6);
        ends.server->close(reset);
        ends.server->close(!reset);
        EXPECT_EQ(ends.watcher.told, 2);
        EXPECT_EQ(ends.client->feed("abc"), 3U);
        EXPECT_EQ(ends.taken(), "answer");
        EXPECT_TRUE(ends.client->ended());
        EXPECT_EQ(ends.client->was_reset(), reset);
        EXPECT_FALSE(ends.reactor.has_ready());
    }
    Ends unread;
    EXPECT_EQ(unread.client->feed("abc"), 3U);
    unread.server->close(false);
    EXPECT_TRUE(unread.client->was_reset());
    EXPECT_EQ(unread.events(), Events());
}

TEST(MemoryTransport, LetsEitherEndGoFirst) {
    Ends ends;
    EXPECT_EQ(ends.server->peer().client_host, "here");
    EXPECT_TRUE(ends.server->peer().secure);
    ends.client.reset();
    EXPECT_EQ(ends.events(), Events{EPOLLIN | EPOLLHUP});
    EXPECT_EQ(ends.server->send("nobody is told", false), -1);
    ends.server.reset();
    EXPECT_EQ(ends.watcher.told, 0);

    Ends others;
    EXPECT_EQ(others.client->feed("abc"), 3U);
    others.server.reset();
    EXPECT_FALSE(others.reactor.has_ready());
    others.client->finish();
    EXPECT_TRUE(others.client->ended());
}

}  // namespace
}  // namespace fasterapi::net
