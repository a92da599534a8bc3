// How long each side may take.
#include <string>

#include <gtest/gtest.h>

#include "server/test_server.h"

namespace fasterapi::server {
namespace {

constexpr std::uint64_t tick_ms = 64;  // of the timer wheel: so much later a deadline may fire

const http::Limits limits;

std::string too_slow(std::string_view status, std::string_view detail) {
    const std::string body = "{\"detail\":\"" + std::string(detail) + "\"}";
    return "HTTP/1.1 " + std::string(status) +
           "\r\ncontent-type: application/json\r\ncontent-length: " + std::to_string(body.size()) +
           "\r\nconnection: close\r\n\r\n" + body;
}

TEST(SessionDeadlines, AConnectionThatSaysNothingIsClosedWithoutAWord) {
    TestServer server(echo_path);
    TestClient client(server);
    server.advance(limits.head_timeout_ms - 1);
    EXPECT_EQ(server.worker().stats().connections_open, 1U);
    server.advance(1 + tick_ms);
    EXPECT_EQ(client.read(), "");
    EXPECT_TRUE(client.closed());
}

TEST(SessionDeadlines, AHeadThatTricklesInIsAnswered408) {
    TestServer server(echo_path);
    TestClient client(server);
    const std::string head = get("/" + std::string(200, 'x'));
    for (std::size_t i = 0; i < 99; ++i) {
        client.send(head.substr(i, 1));
        server.advance(limits.head_timeout_ms / 100);
        ASSERT_FALSE(client.closed());
        ASSERT_EQ(client.read(), "");
    }
    server.advance(limits.head_timeout_ms / 100 + tick_ms);
    EXPECT_TRUE(client.read().starts_with("HTTP/1.1 408 Request Timeout\r\n"));
    EXPECT_TRUE(client.closed());
}

TEST(SessionDeadlines, ALaterHeadHasItsOwnTime) {
    TestServer server(echo_path);
    TestClient client(server);
    EXPECT_EQ(client.talk(get("/")), ok("/"));
    server.advance(9'000);
    client.send("GET");
    server.advance(limits.head_timeout_ms - 1);
    EXPECT_EQ(client.talk(" / HTTP/1.1\r\nHost: a\r\n\r\nGET"), ok("/"));
    server.advance(limits.head_timeout_ms + tick_ms);
    EXPECT_TRUE(client.read().starts_with("HTTP/1.1 408 "));
    EXPECT_TRUE(client.closed());
}

TEST(SessionDeadlines, AnIdleConnectionIsClosedWithoutAWord) {
    TestServer server(echo_path);
    TestClient client(server);
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(client.talk(get("/")), ok("/"));
        server.advance(limits.keep_alive_timeout_ms - 1);
    }
    EXPECT_EQ(client.talk("\r\n"), "");  // is no request
    server.advance(1 + tick_ms);
    EXPECT_EQ(client.read(), "");
    EXPECT_TRUE(client.closed());
}

TEST(SessionDeadlines, ARunningRequestHasAllTheTimeInTheWorld) {
    Ref<Exchange> kept;
    TestServer server([&](Exchange& exchange) { kept = Ref(&exchange); });
    TestClient client(server);
    client.send(get("/"));
    server.advance(3'600'000);
    answer(*kept, "late");
    server.spin();
    EXPECT_EQ(client.read(), ok("late"));
    server.advance(limits.keep_alive_timeout_ms - 1);
    EXPECT_FALSE(client.closed());
    server.advance(1 + tick_ms);
    EXPECT_EQ(client.read(), "");
    EXPECT_TRUE(client.closed());
}

struct Upload {
    Upload() : server([this](Exchange& exchange) { keep(exchange); }), client(server) {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
    }
    void keep(Exchange& exchange) {
        kept = Ref(&exchange);
        exchange.observe(&watcher);
        exchange.want_body(Exchange::unlimited);
    }
    Ref<Exchange> kept;
    Watcher watcher;
    TestServer server;
    TestClient client;
};

TEST(SessionDeadlines, ABodyFastEnoughMayTakeLong) {
    Upload test;
    for (int second = 0; second < 60; ++second) {
        test.client.send(std::string(limits.body_min_bytes_per_s, 'x'));
        test.server.advance(1000);
        ASSERT_FALSE(test.kept->body_error()) << second;
    }
}

TEST(SessionDeadlines, ABodyThatTricklesInFails) {
    Upload test;
    int seconds = 0;
    for (; seconds < 60 && !test.kept->body_error(); ++seconds) {
        test.client.send("x");
        test.server.advance(1000);
    }
    EXPECT_LE(seconds, 11);
    EXPECT_EQ(test.kept->body_error(), http::Error::body_timeout);
    test.kept->refuse(*test.kept->body_error());
    test.server.spin();
    EXPECT_TRUE(test.client.read().starts_with("HTTP/1.1 408 "));
    EXPECT_TRUE(test.client.closed());
}

TEST(SessionDeadlines, ASlowConsumerIsNotTheClientsFault) {
    Upload test;
    test.client.send(std::string(600'000, 'x'));
    test.server.advance(100'000);
    EXPECT_FALSE(test.kept->body_error());
}

TEST(SessionDeadlines, AClientMayWaitForItsInvitation) {
    Ref<Exchange> kept;
    TestServer server([&](Exchange& exchange) { kept = Ref(&exchange); });
    TestClient client(server);
    client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    server.advance(100'000);
    kept->want_body(Exchange::unlimited);
    server.spin();
    EXPECT_EQ(client.read(), "HTTP/1.1 100 Continue\r\n\r\n");
    server.advance(limits.body_rate_window_ms + tick_ms);
    EXPECT_EQ(kept->body_error(), http::Error::body_timeout);
}

TEST(SessionDeadlines, ABodyThatNobodyReadsMustComeToo) {
    TestServer server(echo_path);
    TestClient client(server);
    EXPECT_EQ(client.talk("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc"), ok("/"));
    server.advance(limits.body_rate_window_ms + tick_ms);
    EXPECT_EQ(client.read(), "");
    EXPECT_TRUE(client.closed());
}

TEST(SessionDeadlines, AReaderThatTakesNothingIsCut) {
    TestServer server([](Exchange& exchange) { answer(exchange, std::string(5'000'000, 'x')); });
    TestClient client(server);
    client.send(get("/"));
    server.advance(limits.write_timeout_ms - 1);
    EXPECT_EQ(server.worker().stats().connections_open, 1U);
    server.advance(1 + tick_ms);
    EXPECT_EQ(server.worker().stats().connections_open, 0U);
}

TEST(SessionDeadlines, AReaderThatTakesALittleIsNot) {
    TestServer server([](Exchange& exchange) { answer(exchange, std::string(5'000'000, 'x')); });
    TestClient client(server);
    client.send(get("/"));
    for (int i = 0; i < 20; ++i) {
        ASSERT_FALSE(client.read_raw(100'000).empty());
        server.advance(limits.write_timeout_ms / 2);
        ASSERT_EQ(server.worker().stats().connections_open, 1U) << i;
    }
}

TEST(SessionDeadlines, AClientThatNeverHangsUpIsCut) {
    TestServer server(echo_path);
    TestClient client(server);
    EXPECT_TRUE(client.talk("bad\r\n\r\n").starts_with("HTTP/1.1 400 "));
    EXPECT_EQ(server.worker().stats().connections_open, 1U);
    server.advance(5'000 + tick_ms);
    EXPECT_EQ(server.worker().stats().connections_open, 0U);
}

TEST(SessionDeadlines, SaysWhichDeadlineItWas) {
    TestServer server(echo_path);
    TestClient client(server);
    client.send("GET");
    server.advance(limits.head_timeout_ms + tick_ms);
    EXPECT_EQ(client.read(),
              too_slow("408 Request Timeout", http::explanation_of(http::Error::head_timeout)));
}

}  // namespace
}  // namespace fasterapi::server
