// A worker as its owner sees it, over TCP.
#include "server/worker.h"

#include <array>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/descriptor.h"
#include "net/listener.h"
#include "net/socket_address.h"
#include "server/test_server.h"

namespace fasterapi::server {
namespace {

class TcpServer final : private Endpoint {
public:
    explicit TcpServer(Settings settings = TestServer::quiet(), TestServer::Handler handler = echo_path)
        : handler_(std::move(handler)),
          settings_(std::move(settings)),
          worker(settings_, *this, std::array{listen()}, clock_) {}

    net::Descriptor connect() {
        net::Descriptor client(socket(AF_INET, SOCK_STREAM, 0));
        EXPECT_EQ(::connect(client.get(), address_.data(), sizeof(sockaddr_in)), 0);
        return client;
    }
    /// Turns until something has happened.
    void until(const std::function<bool()>& happened) {
        while (!happened()) {
            worker.poll(100);
            worker.run();
        }
    }
    /// A connection over which one request was answered.
    net::Descriptor used_connection() {
        net::Descriptor client = connect();
        talk(client, get("/"), ok("/").size() + date_bytes);
        return client;
    }
    std::string talk(const net::Descriptor& client, std::string_view request, std::size_t bytes) {
        EXPECT_EQ(send(client.get(), request.data(), request.size(), MSG_NOSIGNAL),
                  static_cast<ssize_t>(request.size()));
        std::string received;
        until([&] {
            std::array<char, 4096> buffer;
            const ssize_t got = recv(client.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
            received.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
            return got == 0 || received.size() >= bytes;
        });
        return received;
    }

    static constexpr std::size_t date_bytes = 37;

private:
    void serve(Exchange& exchange) override { handler_(exchange); }
    int listen() {
        const auto listener = net::listen_on({.host = "127.0.0.1", .port = 0}, false);
        EXPECT_TRUE(listener);
        address_ = net::SocketAddress::local_of(*listener);
        return *listener;
    }

    TestServer::Handler handler_;
    Settings settings_;
    SystemClock clock_;
    net::SocketAddress address_;

public:
    Worker worker;
};

bool has_ended(const net::Descriptor& client) {
    char byte = 0;
    return recv(client.get(), &byte, 1, MSG_DONTWAIT) == 0;
}

TEST(Worker, ServesOverTcpAndKnowsBothEnds) {
    TcpServer server(TestServer::quiet(), [](Exchange& exchange) {
        const Peer& peer = exchange.peer();
        EXPECT_FALSE(peer.secure);
        answer(exchange, peer.client_host + " " + peer.server_host + " " +
                             (peer.client_port != 0 && peer.server_port != 0 ? "ports" : "no ports"));
    });
    const net::Descriptor client = server.connect();
    const std::string expected = ok("127.0.0.1 127.0.0.1 ports");
    const std::string received = server.talk(client, get("/"), expected.size() + TcpServer::date_bytes);
    EXPECT_EQ(received.substr(received.size() - 25), "127.0.0.1 127.0.0.1 ports");
    EXPECT_EQ(server.worker.stats().connections_accepted, 1U);
    EXPECT_EQ(server.worker.stats().connections_open, 1U);
    EXPECT_EQ(server.worker.stats().requests, 1U);
}

TEST(Worker, SurvivesClientsThatReset) {
    TcpServer server(TestServer::quiet(),
                     [](Exchange& exchange) { answer(exchange, std::string(1'000'000, 'x')); });
    for (std::uint64_t wanted = 1; wanted <= 20; ++wanted) {
        net::Descriptor client = server.connect();
        ASSERT_EQ(send(client.get(), get("/").data(), get("/").size(), 0),
                  static_cast<ssize_t>(get("/").size()));
        server.until([&] { return server.worker.stats().requests == wanted; });
        const linger reset{.l_onoff = 1, .l_linger = 0};
        setsockopt(client.get(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
        client.reset();
        server.until([&] { return server.worker.stats().connections_open == 0; });
    }
}

TEST(Worker, WhenFullTheLongestIdleMakesRoom) {
    Settings settings = TestServer::quiet();
    settings.limits.connections = 3;
    TcpServer server(settings);
    std::vector<net::Descriptor> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(server.used_connection());
    }
    // The first is used again: now the second has waited longest.
    server.talk(clients[0], get("/"), ok("/").size() + TcpServer::date_bytes);
    const net::Descriptor another = server.used_connection();
    EXPECT_EQ(server.worker.stats().connections_open, 3U);
    EXPECT_FALSE(has_ended(clients[0]));
    EXPECT_TRUE(has_ended(clients[1]));
    EXPECT_FALSE(has_ended(clients[2]));
}

TEST(Worker, WhenFullOfRunningRequestsNewConnectionsWait) {
    Settings settings = TestServer::quiet();
    settings.limits.connections = 2;
    std::vector<Ref<Exchange>> kept;
    TcpServer server(settings, [&](Exchange& exchange) { kept.emplace_back(&exchange); });
    std::vector<std::string> errors;
    server.worker.on_error([&](std::string_view message) { errors.emplace_back(message); });
    std::vector<net::Descriptor> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(server.connect());
        ASSERT_GT(send(clients.back().get(), get("/").data(), get("/").size(), 0), 0);
    }
    server.until([&] { return kept.size() == 2 && !errors.empty(); });
    EXPECT_EQ(server.worker.stats().connections_open, 2U);
    answer(*kept[0], "x");
    server.until([&] { return kept.size() == 3; });
    EXPECT_EQ(server.worker.stats().connections_open, 2U);
    EXPECT_EQ(errors.size(), 1U);
}

TEST(Worker, WithoutDescriptorsItNeitherSpinsNorGivesUp) {
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
    TcpServer server;
    std::vector<std::string> errors;
    server.worker.on_error([&](std::string_view message) { errors.emplace_back(message); });
    const net::Descriptor client = server.connect();
    const std::string request = get("/");
    ASSERT_GT(send(client.get(), request.data(), request.size(), 0), 0);
    const rlimit none{.rlim_cur = 3, .rlim_max = before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
    server.until([&] { return !errors.empty(); });
    // Between two attempts there is nothing to do, although the listener stays readable.
    EXPECT_FALSE(server.worker.poll(0));
    EXPECT_NE(errors[0].find("Too many open files"), std::string::npos);
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
    server.until([&] { return server.worker.stats().requests == 1; });
    EXPECT_EQ(errors.size(), 1U);
}

TEST(Worker, WithoutDescriptorsTheLongestIdleMakesRoomAtOnce) {
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
    TcpServer server;
    std::vector<std::string> errors;
    server.worker.on_error([&](std::string_view message) { errors.emplace_back(message); });
    const net::Descriptor first = server.used_connection();
    const net::Descriptor second = server.used_connection();
    const net::Descriptor third = server.connect();
    const std::string request = get("/");
    ASSERT_GT(send(third.get(), request.data(), request.size(), 0), 0);
    // Descriptors are given out from the lowest: with one below these, none is left but theirs.
    const net::Descriptor lowest_free(dup(first.get()));
    const rlimit none{.rlim_cur = static_cast<rlim_t>(lowest_free.get()), .rlim_max = before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
    server.until([&] { return server.worker.stats().requests == 3; });
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
    EXPECT_TRUE(has_ended(first));
    EXPECT_FALSE(has_ended(second));
    EXPECT_TRUE(errors.empty());
}

TEST(Worker, IsWokenFromAnotherThread) {
    TcpServer server;
    EXPECT_FALSE(server.worker.poll(0));
    std::thread other([&] {
        server.worker.wake();
        server.worker.wake();
    });
    EXPECT_TRUE(server.worker.poll(-1));
    other.join();
    server.worker.run();
    EXPECT_FALSE(server.worker.poll(0));
}

TEST(Worker, WatchesItsOwnersDescriptor) {
    TcpServer server;
    const net::Descriptor event(eventfd(0, EFD_NONBLOCK));
    server.worker.watch_foreign(event.get());
    EXPECT_FALSE(server.worker.poll(0));
    EXPECT_FALSE(server.worker.foreign_ready());
    eventfd_write(event.get(), 1);
    EXPECT_TRUE(server.worker.poll(-1));
    EXPECT_TRUE(server.worker.foreign_ready());
    server.worker.run();
    EXPECT_TRUE(server.worker.foreign_ready());
    eventfd_t count = 0;
    eventfd_read(event.get(), &count);
    EXPECT_FALSE(server.worker.poll(0));
    EXPECT_FALSE(server.worker.foreign_ready());
}

TEST(Worker, ItsDescriptorTellsOfAnswersGivenBetweenTurns) {
    Ref<Exchange> kept;
    TestServer server([&](Exchange& exchange) { kept = Ref(&exchange); });
    TestClient client(server);
    client.send(get("/"));
    pollfd watched{.fd = server.worker().descriptor(), .events = POLLIN, .revents = 0};
    EXPECT_EQ(::poll(&watched, 1, 0), 0);
    answer(*kept, "late");
    EXPECT_TRUE(server.worker().has_pending());
    EXPECT_EQ(::poll(&watched, 1, 0), 1);
    server.spin();
    EXPECT_FALSE(server.worker().has_pending());
    EXPECT_EQ(::poll(&watched, 1, 0), 0);
    EXPECT_EQ(client.read(), ok("late"));
}

TEST(Worker, TellsItsNextDeadline) {
    TestServer server(echo_path);
    EXPECT_EQ(server.worker().next_deadline_ms(), -1);
    TestClient client(server);
    EXPECT_GT(server.worker().next_deadline_ms(), 9'000);
    EXPECT_LE(server.worker().next_deadline_ms(), 10'100);
}

TEST(Worker, HandsOverItsAccessLogInBatches) {
    Settings settings = TestServer::quiet();
    settings.access_log = AccessLog::combined;
    std::vector<std::string> batches;
    TestServer server(echo_path, settings);
    server.worker().on_access_log([&](std::string_view lines) { batches.emplace_back(lines); });
    TestClient client(server);
    client.talk(get("/a"));
    client.talk(get("/b"));
    EXPECT_TRUE(batches.empty());
    server.advance(100);
    ASSERT_EQ(batches.size(), 1U);
    EXPECT_EQ(batches[0],
              "- - - [06/Nov/1994:08:49:38 +0000] \"GET /a HTTP/1.1\" 200 2 \"-\" \"-\"\n"
              "- - - [06/Nov/1994:08:49:38 +0000] \"GET /b HTTP/1.1\" 200 2 \"-\" \"-\"\n");
    client.talk(get("/c"));
    client.talk("bad\r\n\r\n");
    server.worker().close_all();
    ASSERT_EQ(batches.size(), 2U);
    EXPECT_NE(batches[1].find("\"GET /c HTTP/1.1\" 200"), std::string::npos);
    EXPECT_NE(batches[1].find("\"-\" 400"), std::string::npos);
}

TEST(Worker, AcceptsNoMoreOnceItDrains) {
    TcpServer server;
    const net::Descriptor idle = server.used_connection();
    server.worker.drain();
    server.until([&] { return server.worker.drained(); });
    EXPECT_TRUE(has_ended(idle));
}

}  // namespace
}  // namespace fasterapi::server
