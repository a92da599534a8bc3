// The life of a connection: order, pipelining, ends.
#include "server/session.h"

#include <vector>

#include <gtest/gtest.h>

#include "server/test_server.h"

namespace fasterapi::server {
namespace {

/// Keeps what it is asked, to be answered by the test.
struct Keeper {
    std::vector<Ref<Exchange>> kept;
    TestServer::Handler handler() {
        return [this](Exchange& exchange) { kept.emplace_back(&exchange); };
    }
    std::string paths() const {
        std::string all;
        for (const auto& exchange : kept) {
            all += exchange->path();
        }
        return all;
    }
};

constexpr std::string_view bad_request_line = "GET  / HTTP/1.1\r\n\r\n";
constexpr std::string_view bad_target_answer =
    "HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: 44\r\nconnection: "
    "close\r\n\r\n"
    "{\"detail\":\"The request target is not valid\"}";

TEST(Session, AnswersOneRequestAfterTheOther) {
    TestServer server(echo_path);
    TestClient client(server);
    EXPECT_EQ(client.talk(get("/a")), ok("/a"));
    EXPECT_EQ(client.talk(get("/b%20c")), ok("/b c"));
    EXPECT_FALSE(client.closed());
    EXPECT_EQ(server.worker().stats().requests, 2U);
}

TEST(Session, AnswersTheSameHoweverTheBytesAreSplit) {
    const std::string requests = get("/one") + post("/two", "body") + get("/three");
    const std::string answers = ok("/one") + ok("/two:body") + ok("/three");
    const auto handler = [](Exchange& exchange) {
        if (exchange.head().method != http::Method::post) {
            echo_path(exchange);
        } else if (exchange.body_complete()) {
            answer(exchange, std::string(exchange.path()) + ":" + std::string(exchange.body()));
        } else {
            // The rest of the body arrives while it is kept.
            struct Waiting final : OwnedObserver {
                explicit Waiting(Exchange& awaited) : exchange(&awaited) {}
                void on_body() noexcept override {
                    if (exchange->body_complete()) {
                        answer(*exchange,
                               std::string(exchange->path()) + ":" + std::string(exchange->body()));
                    }
                }
                void on_writable() noexcept override {}
                void on_disconnect() noexcept override { exchange.reset(); }
                Ref<Exchange> exchange;
            };
            exchange.observe(std::make_unique<Waiting>(exchange));
        }
    };
    TestServer server(handler);
    for (std::size_t at = 0; at <= requests.size(); ++at) {
        SCOPED_TRACE(at);
        TestClient client(server);
        client.send(requests.substr(0, at));
        client.send(requests.substr(at));
        ASSERT_EQ(client.read(), answers);
    }
    TestClient client(server);
    std::string received;
    for (const char byte : requests) {
        received += client.talk({&byte, 1});
    }
    EXPECT_EQ(received, answers);
}

TEST(Session, SkipsEmptyLinesBeforeARequest) {
    TestServer server(echo_path);
    TestClient client(server);
    EXPECT_EQ(client.talk("\r\n\r\n"), "");
    EXPECT_EQ(client.talk(get("/")), ok("/"));
}

TEST(Session, KeepsTheOrderOfAnswersThatComeOutOfOrder) {
    Keeper keeper;
    TestServer server(keeper.handler());
    TestClient client(server);
    EXPECT_EQ(client.talk(get("/a") + get("/b") + get("/c")), "");
    ASSERT_EQ(keeper.paths(), "/a/b/c");
    EXPECT_EQ(server.worker().stats().requests_running, 3U);
    answer(*keeper.kept[2], "third");
    answer(*keeper.kept[1], "second");
    server.spin();
    EXPECT_EQ(client.read(), "");
    answer(*keeper.kept[0], "first");
    server.spin();
    EXPECT_EQ(client.read(), ok("first") + ok("second") + ok("third"));
    EXPECT_EQ(server.worker().stats().requests_running, 0U);
}

TEST(Session, StreamsBehindAnEarlierAnswer) {
    Keeper keeper;
    TestServer server(keeper.handler());
    TestClient client(server);
    client.send(get("/a") + get("/b"));
    Exchange& second = *keeper.kept[1];
    second.start({.status = 200, .content_type = {}, .fields = {}}, 6);
    second.write("two");
    answer(*keeper.kept[0], "one");
    server.spin();
    EXPECT_EQ(client.read(), ok("one") + "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\ntwo");
    second.write("TWO");
    second.end();
    server.spin();
    EXPECT_EQ(client.read(), "TWO");
}

TEST(Session, ServesAnAnswerGivenWhileAnotherIsServed) {
    Ref<Exchange> first;
    TestServer server([&](Exchange& exchange) {
        if (exchange.path() == "/first") {
            first = Ref(&exchange);
            return;
        }
        answer(*first, "first");
        answer(exchange, "second");
    });
    TestClient client(server);
    EXPECT_EQ(client.talk(get("/first") + get("/second") + get("/second")),
              ok("first") + ok("second") + ok("second"));
}

TEST(Session, RunsOnlySafeRequestsBesideOthers) {
    Keeper keeper;
    TestServer server(keeper.handler());
    TestClient client(server);
    client.send(get("/a") + get("/b") + post("/c", "body") + get("/d") + get("/e"));
    EXPECT_EQ(keeper.paths(), "/a/b");
    answer(*keeper.kept[0], "a");
    server.spin();
    EXPECT_EQ(keeper.paths(), "/a/b");
    answer(*keeper.kept[1], "b");
    server.spin();
    ASSERT_EQ(keeper.paths(), "/a/b/c");
    EXPECT_EQ(keeper.kept[2]->body(), "body");
    EXPECT_TRUE(keeper.kept[2]->body_complete());
    answer(*keeper.kept[2], "c");
    server.spin();
    EXPECT_EQ(keeper.paths(), "/a/b/c/d/e");
    answer(*keeper.kept[3], "d");
    answer(*keeper.kept[4], "e");
    server.spin();
    EXPECT_EQ(client.read(), ok("a") + ok("b") + ok("c") + ok("d") + ok("e"));
}

TEST(Session, RunsNoMoreAtOnceThanItsLimit) {
    Keeper keeper;
    Settings settings = TestServer::quiet();
    settings.limits.pipelined_requests = 3;
    TestServer server(keeper.handler(), settings);
    TestClient client(server);
    std::string requests;
    std::string answers;
    for (int i = 0; i < 10; ++i) {
        requests += get("/");
        answers += ok("x");
    }
    client.send(requests);
    for (std::size_t i = 0; i < 10; ++i) {
        EXPECT_EQ(keeper.kept.size(), std::min<std::size_t>(i + 3, 10));
        answer(*keeper.kept[i], "x");
        server.spin();
    }
    EXPECT_EQ(client.read(), answers);
}

TEST(Session, DoesNotReadEndlesslyWhatCannotRunYet) {
    Keeper keeper;
    TestServer server(keeper.handler());
    TestClient client(server);
    client.send(post("/", "x"));
    std::string many;
    while (many.size() < 4'000'000) {
        many += get("/");
    }
    EXPECT_LT(client.send(many), 1'000'000U);  // two receive buffers here, and what the kernel takes
}

TEST(Session, AnswersWhatCameBeforeABadRequest) {
    TestServer server(echo_path);
    TestClient client(server);
    EXPECT_EQ(client.talk(get("/a") + get("/b") + std::string(bad_request_line) + get("/c")),
              ok("/a") + ok("/b") + std::string(bad_target_answer));
    EXPECT_TRUE(client.closed());
}

TEST(Session, ABadRequestWaitsForTheAnswersBeforeIt) {
    Keeper keeper;
    TestServer server(keeper.handler());
    TestClient client(server);
    EXPECT_EQ(client.talk(get("/a") + std::string(bad_request_line)), "");
    answer(*keeper.kept[0], "late");
    server.spin();
    EXPECT_EQ(client.read(), ok("late") + std::string(bad_target_answer));
    EXPECT_TRUE(client.closed());
}

TEST(Session, ServesOthersWhileOneSendsManyRequests) {
    TestServer server(echo_path);
    TestClient greedy(server);
    TestClient modest(server);
    std::string many;
    for (int i = 0; i < 1500; ++i) {
        many += get("/");
    }
    // Both are there before the next turn.
    server.worker().poll(0);
    const auto served_in_one_turn = [&] {
        const std::uint64_t before = server.worker().stats().requests;
        server.worker().poll(0);
        server.worker().run();
        return server.worker().stats().requests - before;
    };
    greedy.send_only(many);
    modest.send_only(get("/modest"));
    EXPECT_LE(served_in_one_turn(), 200U);
    EXPECT_EQ(modest.read_now(), ok("/modest"));
    server.spin();
    std::string answers;
    for (int i = 0; i < 1500; ++i) {
        answers += ok("/");
    }
    EXPECT_EQ(greedy.read(), answers);
}

TEST(Session, ReadsNoMoreWhileAnswersAreNotRead) {
    int served = 0;
    TestServer server([&](Exchange& exchange) {
        ++served;
        answer(exchange, std::string(10'000, 'x'));
    });
    TestClient client(server);
    std::string many;
    for (int i = 0; i < 1000; ++i) {
        many += get("/");
    }
    client.send(many);
    EXPECT_LT(served, 200);  // 256 KiB here, and what the kernel takes
    EXPECT_EQ(client.read_raw(std::string::npos).size(), 1000U * (ok(std::string(10'000, 'x')).size() + 37));
    EXPECT_EQ(served, 1000);
}

TEST(Session, ClosesWhenTheClientAsksTo) {
    TestServer server(echo_path);
    TestClient client(server);
    EXPECT_EQ(client.talk("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + get("/never")),
              "HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: close\r\n\r\n/");
    EXPECT_TRUE(client.closed());
    EXPECT_EQ(server.worker().stats().requests, 1U);
    EXPECT_EQ(server.worker().stats().connections_open, 0U);
}

TEST(Session, SpeaksHttp10) {
    TestServer server(echo_path);
    TestClient plain(server);
    EXPECT_EQ(plain.talk("GET /a HTTP/1.0\r\n\r\n"),
              "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n/a");
    EXPECT_TRUE(plain.closed());
    TestClient kept(server);
    EXPECT_EQ(kept.talk("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"),
              "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\n/a");
    EXPECT_FALSE(kept.closed());
}

TEST(Session, AnswersAllThatCameBeforeTheClientsEnd) {
    TestServer server(echo_path);
    TestClient client(server);
    std::string requests;
    std::string answers;
    for (int i = 0; i < 300; ++i) {
        requests += get("/");
        answers += ok("/");
    }
    client.send_only(requests);
    client.finish();
    EXPECT_EQ(client.read(), answers);
    EXPECT_TRUE(client.closed());
    EXPECT_EQ(server.worker().stats().connections_open, 0U);
}

TEST(Session, ARunningRequestLearnsThatItsClientHasGone) {
    Keeper keeper;
    TestServer server(keeper.handler());
    TestClient client(server);
    client.send(get("/a") + get("/b"));
    ASSERT_EQ(keeper.paths(), "/a/b");
    Watcher watcher;
    keeper.kept[0]->observe(&watcher);
    client.close();
    EXPECT_EQ(watcher.disconnects, 1);
    EXPECT_TRUE(keeper.kept[0]->disconnected());
    EXPECT_TRUE(keeper.kept[1]->disconnected());
    EXPECT_EQ(keeper.kept[0]->path(), "/a");
    EXPECT_EQ(keeper.kept[0]->peer().client_host, "");
    EXPECT_EQ(server.worker().stats().connections_open, 0U);
    EXPECT_EQ(server.worker().stats().requests_running, 0U);
    // What is still written goes nowhere.
    answer(*keeper.kept[0], "late");
    keeper.kept[1]->start({.status = 200, .content_type = {}, .fields = {}}, {});
    keeper.kept[1]->write("late");
    keeper.kept[1]->end();
    EXPECT_FALSE(keeper.kept[1]->may_write());
    server.spin();
}

TEST(Session, ARequestSurvivesTheBytesItCameIn) {
    Keeper keeper;
    TestServer server(keeper.handler());
    TestClient client(server);
    client.send("GET /a%20b?q=1 HTTP/1.1\r\nHost: example.org\r\nX-Name: value\r\n\r\n");
    TestClient other(server);
    other.send("GET /" + std::string(1000, 'y') + " HTTP/1.1\r\nHost: other\r\n\r\n");
    const Exchange& exchange = *keeper.kept[0];
    EXPECT_EQ(exchange.path(), "/a b");
    EXPECT_EQ(exchange.head().target, "/a%20b?q=1");
    EXPECT_EQ(exchange.head().query, "q=1");
    EXPECT_EQ(exchange.head().authority, "example.org");
    EXPECT_EQ(exchange.head().method_token, "GET");
    ASSERT_NE(exchange.head().headers.find("x-name"), nullptr);
    EXPECT_EQ(exchange.head().headers.find("x-name")->value, "value");
}

TEST(Session, AnswersForAnEndpointThatForgot) {
    TestServer server([](Exchange&) {});
    TestClient client(server);
    EXPECT_EQ(
        client.talk(get("/")),
        "HTTP/1.1 500 Internal Server Error\r\ncontent-type: application/json\r\ncontent-length: 34\r\n\r\n"
        "{\"detail\":\"Internal Server Error\"}");
    EXPECT_FALSE(client.closed());
}

TEST(Session, CutsAnAnswerThatItsEndpointForgotToEnd) {
    TestServer server([](Exchange& exchange) {
        exchange.start({.status = 200, .content_type = {}, .fields = {}}, {});
        exchange.write("part");
    });
    TestClient client(server);
    EXPECT_EQ(client.talk(get("/")), "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\npart\r\n");
    EXPECT_TRUE(client.closed());
}

TEST(Session, IgnoresASecondAnswer) {
    TestServer server([](Exchange& exchange) {
        answer(exchange, "first");
        answer(exchange, "second");
        exchange.write("third");
        exchange.end();
    });
    TestClient client(server);
    EXPECT_EQ(client.talk(get("/")), ok("first"));
}

TEST(Session, StopsAfterWhatRunsWhenTheWorkerDrains) {
    Keeper keeper;
    TestServer server(keeper.handler());
    TestClient idle(server);
    idle.send(get("/idle"));
    answer(*keeper.kept[0], "x");
    server.spin();
    idle.read();
    TestClient busy(server);
    busy.send(get("/a") + get("/b"));
    server.worker().drain();
    server.spin();
    EXPECT_EQ(idle.read(), "");
    EXPECT_TRUE(idle.closed());
    EXPECT_FALSE(server.worker().drained());
    answer(*keeper.kept[1], "a");
    answer(*keeper.kept[2], "b");
    server.spin();
    EXPECT_EQ(busy.read(), ok("a") + "HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: close\r\n\r\nb");
    EXPECT_TRUE(busy.closed());
    EXPECT_TRUE(server.worker().drained());
}

TEST(Session, IsCutWhenTheWorkerCloses) {
    Keeper keeper;
    TestServer server(keeper.handler());
    TestClient client(server);
    client.send(get("/"));
    Watcher watcher;
    keeper.kept[0]->observe(&watcher);
    server.worker().close_all();
    EXPECT_EQ(watcher.disconnects, 1);
    EXPECT_EQ(client.read(), "");
    EXPECT_TRUE(client.closed());
}

// 10,000 idle connections are to add at most 1 KiB each, the reactor's and the allocator's share included.
TEST(Session, IsSmall) {
    EXPECT_LE(sizeof(Session), 640U);
}

}  // namespace
}  // namespace fasterapi::server
