// Connections over memory: the same sessions as over sockets, so this tells only of what is their own.
// Whatever else can happen to both is in session_random_test.cpp.
#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "server/application.h"
#include "server/test_server.h"

namespace fasterapi::server {
namespace {

constexpr std::uint64_t tick_ms = 64;  // of the timer wheel

/// As "here", mounted at `root_path`.
Peer peer_at(std::string root_path, std::uint64_t connection = 1) {
    Peer peer;
    peer.client_host = "here";
    peer.client_port = 1;
    peer.server_host = "there";
    peer.server_port = 2;
    peer.secure = true;
    peer.root_path = std::move(root_path);
    peer.connection = connection;
    return peer;
}

TEST(SessionMemory, ServesRequestsInOrder) {
    TestServer server(echo_path);
    TestClient client(server, Over::memory);
    EXPECT_EQ(client.talk(get("/a") + get("/b")), ok("/a") + ok("/b"));
    EXPECT_EQ(client.talk(get("/c")), ok("/c"));
    EXPECT_FALSE(client.closed());
    EXPECT_EQ(server.worker().stats().connections_open, 1U);
    EXPECT_NE(client.talk("GET  / HTTP/1.1\r\n\r\n").find(" 400 "), std::string::npos);
    client.close();
    EXPECT_EQ(server.worker().stats().connections_open, 0U);
}

TEST(SessionMemory, EndsAPollWithoutASocket) {
    TestServer server(echo_path);
    const auto client = server.worker().connect({});
    EXPECT_EQ(client->feed(get("/a")), get("/a").size());
    EXPECT_TRUE(server.worker().has_pending());
    EXPECT_TRUE(server.worker().poll(-1));
    server.worker().run();
    std::string received;
    client->take(received);
    EXPECT_TRUE(received.ends_with("\r\n\r\n/a"));
}

TEST(SessionMemory, TellsWhoAsksAndByWhichConnection) {
    std::vector<Peer> seen;
    TestServer server([&](Exchange& exchange) {
        seen.push_back(exchange.peer());
        answer(exchange, "");
    });
    TestClient socket(server);
    TestClient first(server, peer_at("", 7));
    TestClient second(server, peer_at("/api", 8));
    for (TestClient* client : {&first, &socket, &second, &first}) {
        client->talk(get("/"));
    }
    ASSERT_EQ(seen.size(), 4U);
    EXPECT_EQ(seen[0].client_host, "here");
    EXPECT_EQ(seen[0].client_port, 1);
    EXPECT_EQ(seen[0].server_host, "there");
    EXPECT_TRUE(seen[0].secure);
    EXPECT_EQ(seen[1].connection, 0U);
    EXPECT_EQ(seen[2].root_path, "/api");
    EXPECT_EQ(seen[0].connection, 7U);
    EXPECT_EQ(seen[2].connection, 8U);
    EXPECT_EQ(seen[3].connection, 7U);
}

TEST(SessionMemory, HoldsUpItsProducerUntilTheClientTakes) {
    Ref<Exchange> kept;
    TestServer server([&](Exchange& exchange) {
        kept = Ref<Exchange>(&exchange);
        exchange.start({.status = 200, .content_type = {}, .fields = {}}, 3'000'000);
        exchange.write(std::string(2'000'000, 'x'));
    });
    Watcher watcher;
    TestClient client(server, Over::memory);
    client.send(get("/"));
    kept->observe(&watcher);
    EXPECT_FALSE(kept->may_write());
    server.spin();
    EXPECT_EQ(watcher.rooms, 0);
    std::string received = client.read();
    EXPECT_EQ(watcher.rooms, 1);
    kept->write(std::string(1'000'000, 'y'));
    kept->end();
    kept->observe(nullptr);
    kept.reset();
    server.spin();
    received += client.read();
    EXPECT_EQ(received, "HTTP/1.1 200 OK\r\ncontent-length: 3000000\r\n\r\n" + std::string(2'000'000, 'x') +
                            std::string(1'000'000, 'y'));
}

TEST(SessionMemory, SendsFiles) {
    const std::string content(1'000'000, 'f');
    TestServer server([&](Exchange& exchange) {
        std::string path = std::filesystem::temp_directory_path() / "fasterapi-XXXXXX";
        const int file = mkstemp(path.data());
        unlink(path.c_str());
        EXPECT_EQ(write(file, content.data(), content.size()), static_cast<ssize_t>(content.size()));
        const bool promises_too_much = exchange.path() == "/short";
        const std::uint64_t length = content.size() + (promises_too_much ? 1 : 0);
        exchange.start({.status = 200, .content_type = {}, .fields = {}}, length);
        exchange.write_file(file, 0, length);
        exchange.end();
    });
    TestClient client(server, Over::memory);
    EXPECT_EQ(client.talk(get("/")), ok(content));
    EXPECT_EQ(client.talk(get("/")), ok(content));
    EXPECT_FALSE(client.closed());
    client.talk(get("/short"));
    EXPECT_TRUE(client.closed());
}

TEST(SessionMemory, TellsARunningRequestThatItsClientHasGone) {
    for (const bool hangs_up : {false, true}) {
        Ref<Exchange> kept;
        Watcher watcher;
        TestServer server([&](Exchange& exchange) {
            kept = Ref<Exchange>(&exchange);
            exchange.observe(&watcher);
        });
        TestClient client(server, Over::memory);
        client.send(get("/"));
        EXPECT_EQ(watcher.disconnects, 0);
        if (hangs_up) {
            client.close();
        } else {
            client.finish();
        }
        EXPECT_EQ(watcher.disconnects, 1);
        EXPECT_EQ(server.worker().stats().connections_open, 0U);
    }
}

TEST(SessionMemory, TellsAnAnswerThatIsCutFromOneThatEnds) {
    TestServer server([](Exchange& exchange) {
        exchange.start({.status = 200, .content_type = {}, .fields = {}}, {});
        exchange.write("some");
        if (exchange.path() == "/cut") {
            exchange.abort();
        } else {
            exchange.end();
        }
    });
    for (const bool cut : {false, true}) {
        const auto client = server.worker().connect({});
        const std::string request = "GET " + std::string(cut ? "/cut" : "/") + " HTTP/1.0\r\n\r\n";
        EXPECT_EQ(client->feed(request), request.size());
        server.spin();
        std::string received;
        client->take(received);
        EXPECT_TRUE(received.ends_with("some"));
        EXPECT_TRUE(client->ended());
        EXPECT_EQ(client->was_reset(), cut);
    }
}

TEST(SessionMemory, HasTheSameDeadlines) {
    const http::Limits limits;
    TestServer server(echo_path);
    TestClient silent(server, Over::memory);
    TestClient idle(server, Over::memory);
    idle.talk(get("/"));
    server.advance(limits.head_timeout_ms + tick_ms);
    EXPECT_EQ(silent.read(), "");
    EXPECT_TRUE(silent.closed());
    EXPECT_EQ(idle.read(), "");
    EXPECT_FALSE(idle.closed());
    server.advance(limits.keep_alive_timeout_ms);
    idle.read();
    EXPECT_TRUE(idle.closed());
}

TEST(SessionMemory, IsDrainedAndClosedAsOthersAre) {
    TestServer server(echo_path);
    TestClient idle(server, Over::memory);
    idle.talk(get("/"));
    server.worker().drain();
    server.spin();
    EXPECT_EQ(idle.read(), "");
    EXPECT_TRUE(idle.closed());
    EXPECT_TRUE(server.worker().drained());
    EXPECT_EQ(server.worker().connect({}), nullptr);

    std::unique_ptr<net::MemoryConnection> survivor;
    {
        TestServer other(echo_path);
        survivor = other.worker().connect({});
        EXPECT_EQ(survivor->feed("GET"), 3U);
    }
    EXPECT_TRUE(survivor->ended());
    EXPECT_EQ(survivor->feed("more"), 4U);
}

struct Mounted {
    std::string_view root_path, path, answer;
};

TEST(SessionMemory, RoutesWhatIsBehindTheMountPoint) {
    class EchoRoute final : public Endpoint {
        void serve(Exchange& exchange) override {
            answer(exchange, std::string(exchange.path()) + " " + std::string(exchange.path_in_mount()));
        }
    };
    Application application;
    for (const std::string_view pattern : {"/", "/items", "/slash/"}) {
        ASSERT_TRUE(
            application.add(pattern, std::array{std::string_view("GET")}, std::make_unique<EchoRoute>()));
    }
    TestServer server([&](Exchange& exchange) { application.serve(exchange); });
    const auto redirect = [](std::string_view path) {
        return "HTTP/1.1 307 Temporary Redirect\r\nlocation: https://a" + std::string(path) +
               "\r\ncontent-length: 0\r\n\r\n";
    };
    for (const auto& [root_path, path, expected] : std::initializer_list<Mounted>{
             {"", "/items", "/items /items"},
             {"/api", "/items", "/items /items"},
             {"/api", "/api/items", "/api/items /items"},
             {"/api", "/apiitems", "404"},
             {"/api", "/api/api/items", "404"},
             {"/api", "/api/", "/api/ /"},
             {"/api", "/api", "307 /api/"},
             {"/api", "/api/items/", "307 /api/items"},
             {"/a b", "/a%20b/slash", "307 /a%20b/slash/"},
         }) {
        SCOPED_TRACE(std::string(root_path) + " " + std::string(path));
        TestClient client(server, peer_at(std::string(root_path)));
        const std::string received = client.talk(get(path));
        if (expected.starts_with("307")) {
            EXPECT_EQ(received, redirect(expected.substr(4)));
        } else if (expected == "404") {
            EXPECT_TRUE(received.starts_with("HTTP/1.1 404"));
        } else {
            EXPECT_EQ(received, ok(expected));
        }
    }
}

}  // namespace
}  // namespace fasterapi::server
