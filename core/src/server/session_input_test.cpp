// Request bodies: how they arrive, how much of them waits, what becomes of those nobody reads.
#include <string>

#include <gtest/gtest.h>

#include "server/session.h"
#include "server/test_server.h"

namespace fasterapi::server {
namespace {

constexpr std::string_view too_large =
    "HTTP/1.1 413 Content Too Large\r\ncontent-type: application/json\r\ncontent-length: 42\r\nconnection: "
    "close\r\n\r\n"
    "{\"detail\":\"The request body is too large\"}";

std::string head_of_post(std::size_t content_length, std::string_view more = {}) {
    return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(content_length) + "\r\n" +
           std::string(more) + "\r\n";
}

/// An endpoint that keeps one exchange for the test.
struct OneKept {
    explicit OneKept(Settings settings = TestServer::quiet())
        : server(
              [this](Exchange& exchange) {
                  kept = Ref(&exchange);
                  exchange.observe(&watcher);
              },
              std::move(settings)),
          client(server) {}
    Ref<Exchange> kept;
    Watcher watcher;
    TestServer server;
    TestClient client;
};

TEST(SessionInput, GivesTheBodyThatCameWithTheHead) {
    for (const std::string& request :
         {post("/", "hello"), std::string("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
                                          "chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nT: v\r\n\r\n")}) {
        SCOPED_TRACE(request);
        TestServer server([](Exchange& exchange) {
            EXPECT_TRUE(exchange.body_complete());
            answer(exchange, exchange.body());
        });
        TestClient client(server);
        EXPECT_EQ(client.talk(request + get("/")), ok("hello") + ok(""));
    }
}

TEST(SessionInput, TellsOfTheBodyAsItComes) {
    OneKept test;
    test.client.send(head_of_post(10) + "abc");
    EXPECT_EQ(test.kept->body(), "abc");
    EXPECT_FALSE(test.kept->body_complete());
    test.kept->want_body(Exchange::unlimited);
    EXPECT_EQ(test.watcher.bodies, 0);
    test.client.send("defg");
    EXPECT_EQ(test.watcher.bodies, 1);
    EXPECT_EQ(test.kept->body(), "abcdefg");
    test.kept->consume_body(4);
    EXPECT_EQ(test.kept->body(), "efg");
    test.client.send("hij");
    EXPECT_EQ(test.watcher.bodies, 2);
    EXPECT_EQ(test.kept->body(), "efghij");
    EXPECT_TRUE(test.kept->body_complete());
    answer(*test.kept, "thanks");
    EXPECT_EQ(test.client.talk(get("/")), ok("thanks"));
}

TEST(SessionInput, ReadsNoMoreThanTheBufferOfWhatNobodyWants) {
    Settings settings = TestServer::quiet();
    settings.limits.body_buffer_bytes = 100'000;
    OneKept test(settings);
    const std::size_t length = 5'000'000;
    test.client.send(head_of_post(length));
    const std::size_t sent = test.client.send(std::string(length, 'x'));
    EXPECT_LT(sent, 1'000'000U);
    EXPECT_GE(test.kept->body().size(), 100'000U);
    EXPECT_LE(test.kept->body().size(), 100'000U + receive_buffer_bytes);

    // Read as a stream it comes whole, and no more of it waits than before.
    test.kept->want_body(Exchange::unlimited);
    std::size_t taken = 0;
    std::size_t left = length - sent;
    while (!test.kept->body_complete()) {
        ASSERT_LE(test.kept->body().size(), 100'000U + receive_buffer_bytes);
        taken += test.kept->body().size();
        test.kept->consume_body(test.kept->body().size());
        test.server.spin();
        left -= test.client.send(std::string(left, 'x'));
    }
    EXPECT_EQ(taken + test.kept->body().size(), length);
}

TEST(SessionInput, ReadsAWholeBodyUpToItsLimit) {
    OneKept test;
    test.client.send(head_of_post(1'000'000));
    test.kept->want_body(1'000'000);
    EXPECT_FALSE(test.kept->body_error());
    test.client.send(std::string(1'000'000, 'x'));
    EXPECT_TRUE(test.kept->body_complete());
    EXPECT_EQ(test.kept->body().size(), 1'000'000U);
}

TEST(SessionInput, KnowsAtOnceThatADeclaredBodyIsTooLarge) {
    TestServer server([](Exchange& exchange) {
        exchange.want_body(99);
        ASSERT_EQ(exchange.body_error(), http::Error::body_too_large);
        exchange.refuse(*exchange.body_error());
    });
    TestClient client(server);
    EXPECT_EQ(client.talk(head_of_post(100)), too_large);
}

TEST(SessionInput, NoticesThatAChunkedBodyIsTooLarge) {
    OneKept test;
    test.client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    test.kept->want_body(99);
    EXPECT_FALSE(test.kept->body_error());
    test.client.send("60\r\n" + std::string(96, 'x') + "\r\n");
    EXPECT_FALSE(test.kept->body_error());
    test.client.send("4\r\nabcd\r\n0\r\n\r\n");
    EXPECT_EQ(test.kept->body_error(), http::Error::body_too_large);
    EXPECT_EQ(test.watcher.bodies, 2);
    test.kept->refuse(*test.kept->body_error());
    test.server.spin();
    EXPECT_EQ(test.client.read(), too_large);
}

TEST(SessionInput, RefusesABadBodyThatCameWithItsHead) {
    int served = 0;
    TestServer server([&](Exchange& exchange) {
        ++served;
        answer(exchange, "x");
    });
    TestClient client(server);
    const std::string received = client.talk(
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n");
    EXPECT_TRUE(received.starts_with("HTTP/1.1 400 ")) << received;
    EXPECT_TRUE(client.closed());
    EXPECT_EQ(served, 0);
}

TEST(SessionInput, TellsAKeptRequestThatItsBodyIsBad) {
    OneKept test;
    test.client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    test.kept->want_body(Exchange::unlimited);
    test.client.send("+5\r\nhello\r\n0\r\n\r\n" + get("/smuggled"));
    EXPECT_EQ(test.kept->body_error(), http::Error::bad_chunk_size);
    EXPECT_EQ(test.watcher.bodies, 1);
    test.kept->refuse(*test.kept->body_error());
    test.server.spin();
    const std::string received = test.client.read();
    EXPECT_TRUE(received.starts_with("HTTP/1.1 400 ")) << received;
    EXPECT_TRUE(test.client.closed());
    EXPECT_EQ(test.server.worker().stats().requests, 1U);
}

TEST(SessionInput, InvitesABodyOnlyWhenItIsWanted) {
    OneKept test;
    EXPECT_EQ(test.client.talk(head_of_post(5, "Expect: 100-continue\r\n")), "");
    test.kept->want_body(Exchange::unlimited);
    test.kept->want_body(Exchange::unlimited);
    test.server.spin();
    EXPECT_EQ(test.client.read(), "HTTP/1.1 100 Continue\r\n\r\n");
    test.client.send("hello");
    EXPECT_TRUE(test.kept->body_complete());
    answer(*test.kept, test.kept->body());
    test.server.spin();
    EXPECT_EQ(test.client.read(), ok("hello"));
    EXPECT_FALSE(test.client.closed());
}

TEST(SessionInput, InvitesNoBodyThatIsComingAlready) {
    OneKept test;
    test.client.send(head_of_post(5, "Expect: 100-continue\r\n") + "he");
    test.kept->want_body(Exchange::unlimited);
    test.client.send("llo");
    answer(*test.kept, test.kept->body());
    test.server.spin();
    EXPECT_EQ(test.client.read(), ok("hello"));
}

// It may come or not: nobody can tell where the next request would begin.
TEST(SessionInput, ClosesAfterABodyThatWasNotInvited) {
    TestServer server(echo_path);
    TestClient client(server);
    EXPECT_EQ(client.talk(head_of_post(5, "Expect: 100-continue\r\n")),
              "HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: close\r\n\r\n/");
    EXPECT_TRUE(client.closed());
}

TEST(SessionInput, ThrowsAwaySomeOfABodyThatNobodyReads) {
    TestServer server(echo_path);
    TestClient client(server);
    EXPECT_EQ(client.talk(head_of_post(200'000)), ok("/"));
    EXPECT_EQ(client.talk(std::string(200'000, 'x') + get("/next")), ok("/next"));
    EXPECT_EQ(client.talk("POST /chunked HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"),
              ok("/chunked"));
    EXPECT_EQ(client.talk("5\r\nhello\r\n0\r\n\r\n" + get("/last")), ok("/last"));
}

TEST(SessionInput, ClosesRatherThanThrowAwayALongBody) {
    TestServer server(echo_path);
    TestClient client(server);
    EXPECT_EQ(client.talk(head_of_post(1'000'000)),
              "HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: close\r\n\r\n/");
    EXPECT_TRUE(client.closed());

    TestClient chunked(server);
    EXPECT_EQ(chunked.talk("POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"), ok("/c"));
    for (int i = 0; i < 100 && !chunked.closed(); ++i) {
        chunked.send("2710\r\n" + std::string(10'000, 'x') + "\r\n");
        EXPECT_EQ(chunked.read(), "");
    }
    EXPECT_TRUE(chunked.closed());
}

// A client that still sends when it is refused must find the answer, not a reset connection.
TEST(SessionInput, LetsAClientThatStillSendsReadTheAnswer) {
    TestServer server([](Exchange& exchange) {
        exchange.want_body(10);
        exchange.refuse(*exchange.body_error());
    });
    TestClient client(server);
    client.send(head_of_post(3'000'000));
    EXPECT_EQ(client.send(std::string(3'000'000, 'x')), 3'000'000U);
    EXPECT_EQ(client.read(), too_large);
    client.close();
    EXPECT_EQ(server.worker().stats().connections_open, 0U);
}

TEST(SessionInput, ALongBodyMayBeReadWhileTheResponseGoesOut) {
    OneKept test;
    const std::string body(3'000'000, 'x');
    test.client.send(head_of_post(body.size()));
    test.kept->want_body(Exchange::unlimited);
    test.kept->start({.status = 200, .content_type = {}, .fields = {}}, body.size());
    std::string received;
    for (std::size_t sent = 0; sent < body.size() || !test.kept->body_complete();) {
        sent += test.client.send(std::string_view(body).substr(sent, 200'000));
        test.kept->write(test.kept->body());
        test.kept->consume_body(test.kept->body().size());
        test.server.spin();
        received += test.client.read();
    }
    test.kept->end();
    EXPECT_TRUE(received + test.client.talk(get("/next")) == ok(body));
    EXPECT_EQ(test.kept->path(), "/next");
}

TEST(SessionInput, ARequestWhoseBodyEndsTooSoonIsDropped) {
    OneKept test;
    test.client.send(head_of_post(10) + "abc");
    test.client.finish();
    EXPECT_EQ(test.watcher.disconnects, 1);
    EXPECT_FALSE(test.kept->body_complete());
    EXPECT_EQ(test.client.read(), "");
    EXPECT_TRUE(test.client.closed());
}

TEST(SessionInput, NoticesThatAClientHasLeftWhileNothingIsRead) {
    std::string many;
    while (many.size() < 2 * receive_buffer_bytes) {
        many += get("/behind");
    }
    for (const std::string& unread : {std::string(2'000'000, 'x'), many}) {
        OneKept test;
        test.client.send(unread == many ? post("/", "") : head_of_post(unread.size()));
        // More than is taken in: an endless spin would follow if its end were reported again and again.
        test.client.send(unread);
        EXPECT_EQ(test.watcher.disconnects, 0);
        test.client.finish();
        EXPECT_EQ(test.watcher.disconnects, 1);
        EXPECT_EQ(test.server.worker().stats().connections_open, 0U);
    }
}

TEST(SessionInput, AnswersAClientThatHasSentItsLastRequestAndReads) {
    TestServer server(echo_path);
    TestClient client(server);
    std::size_t count = 0;
    while (client.send(get("/")) == get("/").size()) {
        ++count;  // until nothing is read, because no answer is
    }
    client.finish();
    std::size_t answers = 0;
    const std::string received = client.read();
    for (std::size_t at = received.find(ok("/")); at != std::string::npos;
         at = received.find(ok("/"), at + 1)) {
        ++answers;
    }
    EXPECT_GE(answers, count);
    EXPECT_TRUE(client.closed());
}

TEST(SessionInput, TellsWhatIsWrongWithARequest) {
    struct Case {
        std::string request;
        std::string_view status;
    };
    const Case cases[] = {
        {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", "505"},
        {"GET / HTTP/1.1\r\n\r\n", "400"},
        {"GET /" + std::string(20'000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n", "414"},
        {"GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(70'000, 'x') + "\r\n\r\n", "431"},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", "501"},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "400"},
    };
    TestServer server(echo_path);
    for (const Case& c : cases) {
        SCOPED_TRACE(c.request.substr(0, 60));
        TestClient client(server);
        EXPECT_EQ(client.talk(c.request).substr(9, 3), c.status);
        EXPECT_TRUE(client.closed());
    }
}

}  // namespace
}  // namespace fasterapi::server
