// Responses: how they are framed, how a slow reader holds up what produces them, files.
#include <array>
#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "net/descriptor.h"
#include "server/test_server.h"

namespace fasterapi::server {
namespace {

using Respond = std::function<void(Exchange&)>;

constexpr std::string_view get_1_0 = "GET / HTTP/1.0\r\n\r\n";

/// What one request is answered.
std::string answer_to(std::string_view request, const Respond& respond) {
    TestServer server(respond);
    TestClient client(server);
    return client.talk(request);
}

Respond respond_with(int status, std::string_view content,
                     const std::vector<http::HeaderField>& fields = {}) {
    return [=](Exchange& exchange) {
        exchange.respond({.status = status, .content_type = "text/plain", .fields = fields}, content);
    };
}

Respond stream(std::optional<std::uint64_t> length, const std::vector<http::HeaderField>& fields = {}) {
    return [=](Exchange& exchange) {
        exchange.start({.status = 200, .content_type = {}, .fields = fields}, length);
        exchange.write("hello");
        exchange.write("");
        exchange.write(" world");
        exchange.end();
    };
}

TEST(SessionOutput, FramesAWholeResponse) {
    EXPECT_EQ(answer_to(get("/"), respond_with(200, "hello", {{"x-a", "b"}})),
              "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nx-a: b\r\ncontent-length: 5\r\n\r\nhello");
    EXPECT_EQ(answer_to(get("/"), respond_with(204, "")),
              "HTTP/1.1 204 No Content\r\ncontent-type: text/plain\r\n\r\n");
    EXPECT_EQ(answer_to(get("/"), respond_with(304, "")),
              "HTTP/1.1 304 Not Modified\r\ncontent-type: text/plain\r\n\r\n");
    EXPECT_EQ(answer_to("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", respond_with(200, "hello")),
              "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 5\r\n\r\n");
}

TEST(SessionOutput, FramesAResponseInPieces) {
    EXPECT_EQ(answer_to(get("/"), stream({})),
              "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
    EXPECT_EQ(answer_to(get("/"), stream(11)), "HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\nhello world");
    EXPECT_EQ(answer_to(get("/"), stream({}, {{"Content-Length", "11"}})),
              "HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\nhello world");
    EXPECT_EQ(answer_to(get_1_0, stream({})), "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nhello world");
    EXPECT_EQ(answer_to("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", stream({})),
              "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
}

TEST(SessionOutput, FramingFieldsAreTheEngines) {
    EXPECT_EQ(
        answer_to(get("/"),
                  respond_with(200, "hello",
                               {{"Content-Length", "7"}, {"Transfer-Encoding", "chunked"}, {"x-a", "b"}})),
        "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nx-a: b\r\ncontent-length: 5\r\n\r\nhello");
    EXPECT_EQ(
        answer_to(get("/"), respond_with(200, "hello", {{"Connection", "Close"}})),
        "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello");
}

TEST(SessionOutput, CutsAResponseShorterThanItsLength) {
    TestServer server(stream(12));
    TestClient client(server);
    EXPECT_EQ(client.talk(get("/")), "HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\nhello world");
    EXPECT_TRUE(client.closed());
}

TEST(SessionOutput, SendsNoMoreThanTheLength) {
    TestServer server(stream(7));
    TestClient client(server);
    EXPECT_EQ(client.talk(get("/")), "HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\nhello w");
    EXPECT_EQ(client.talk(get("/")), "HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\nhello w");
}

TEST(SessionOutput, AbortSendsWhatWasWrittenAndCuts) {
    TestServer server([](Exchange& exchange) {
        if (exchange.path() == "/good") {
            answer(exchange, "good");
            return;
        }
        exchange.start({.status = 200, .content_type = {}, .fields = {}}, {});
        exchange.write("part");
        exchange.abort();
    });
    TestClient client(server);
    EXPECT_EQ(client.talk(get("/good") + get("/bad") + get("/good")),
              ok("good") + "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\npart\r\n");
    EXPECT_TRUE(client.closed());
}

std::string numbered_lines(std::size_t bytes) {
    std::string text;
    for (int i = 0; text.size() < bytes; ++i) {
        text += std::to_string(i) + '\n';
    }
    return text;
}

TEST(SessionOutput, SendsLongContentWholeHoweverItIsGiven) {
    const std::string content = numbered_lines(3'000'000);
    std::vector<Ref<Exchange>> kept;
    TestServer server([&](Exchange& exchange) {
        if (exchange.path() == "/now") {
            answer(exchange, content);
        } else {
            kept.emplace_back(&exchange);
        }
    });
    TestClient client(server);
    client.send(get("/now") + get("/later") + get("/now") + get("/pieces") + get("/now"));
    std::string received = client.read();
    EXPECT_TRUE(received == ok(content));
    answer(*kept.at(0), content);
    server.spin();
    received = client.read();
    EXPECT_TRUE(received == ok(content) + ok(content));
    kept.at(1)->start({.status = 200, .content_type = {}, .fields = {}}, content.size());
    kept.at(1)->write(std::string_view(content).substr(0, 1'000'000));
    kept.at(1)->write(std::string_view(content).substr(1'000'000));
    kept.at(1)->end();
    server.spin();
    received = client.read();
    EXPECT_TRUE(received == ok(content) + ok(content));
}

TEST(SessionOutput, NoticesWhileItSendsLongContentThatItsReaderHasGone) {
    Ref<Exchange> kept;
    TestServer server([&](Exchange& exchange) { kept = Ref(&exchange); });
    auto client = std::make_unique<TestClient>(server);
    client->send(get("/"));
    client->close_only();
    answer(*kept, std::string(1'000'000, 'x'));
    server.spin();
    EXPECT_TRUE(kept->disconnected());
    EXPECT_EQ(server.worker().stats().connections_open, 0U);
}

TEST(SessionOutput, HoldsUpItsProducerForASlowReader) {
    Ref<Exchange> kept;
    Watcher watcher;
    TestServer server([&](Exchange& exchange) {
        exchange.observe(&watcher);
        kept = Ref(&exchange);
        exchange.start({.status = 200, .content_type = {}, .fields = {}}, {});
    });
    TestClient client(server);
    client.send(get("/"));
    const std::string piece(10'000, 'x');
    std::size_t written = 0;
    const auto produce = [&] {
        while (kept->may_write()) {
            kept->write(piece);
            written += piece.size();
            server.spin();
        }
    };
    produce();
    EXPECT_GE(written, 256U * 1024);
    EXPECT_LT(written, 1'000'000U);
    EXPECT_EQ(watcher.rooms, 0);
    std::size_t received = 0;
    for (int expected = 1; written < 20'000'000; ++expected) {
        while (watcher.rooms < expected) {
            const std::size_t taken = client.read_raw(50'000).size();
            ASSERT_GT(taken, 0U);
            received += taken;
        }
        ASSERT_LT(written - std::min(written, received), 2'000'000U);
        produce();
    }
    kept->end();
    server.spin();
    std::string rest = client.read_raw(std::string::npos);
    EXPECT_TRUE(rest.ends_with("\r\n0\r\n\r\n"));
    EXPECT_GT(received + rest.size(), written);
}

TEST(SessionOutput, ASlowReaderThatGoesAwayFreesItsProducer) {
    Ref<Exchange> kept;
    Watcher watcher;
    TestServer server([&](Exchange& exchange) {
        exchange.observe(&watcher);
        kept = Ref(&exchange);
        exchange.start({.status = 200, .content_type = {}, .fields = {}}, {});
        while (exchange.may_write()) {
            exchange.write(std::string(100'000, 'x'));
        }
    });
    TestClient client(server);
    client.send(get("/"));
    client.close();
    EXPECT_EQ(watcher.disconnects, 1);
    EXPECT_TRUE(kept->disconnected());
    EXPECT_EQ(server.worker().stats().connections_open, 0U);
}

/// A file without a name.
net::Descriptor file_of(std::string_view content) {
    std::string path = std::filesystem::temp_directory_path() / "fasterapi-XXXXXX";
    net::Descriptor file(mkstemp(path.data()));
    unlink(path.c_str());
    EXPECT_EQ(write(file.get(), content.data(), content.size()), static_cast<ssize_t>(content.size()));
    return file;
}

TEST(SessionOutput, SendsPiecesOfFilesInOrder) {
    const std::string content = numbered_lines(5'000'000);
    const net::Descriptor file = file_of(content);
    TestServer server([&](Exchange& exchange) {
        if (exchange.path() != "/file") {
            echo_path(exchange);
            return;
        }
        exchange.start({.status = 200, .content_type = {}, .fields = {}}, content.size() + 2);
        exchange.write("<");
        exchange.write_file(dup(file.get()), 0, 1000);
        exchange.write_file(dup(file.get()), 1000, content.size() - 1000);
        exchange.write(">");
        exchange.end();
    });
    TestClient client(server);
    const std::string head =
        "HTTP/1.1 200 OK\r\ncontent-length: " + std::to_string(content.size() + 2) + "\r\n\r\n";
    const std::string received = client.talk(get("/a") + get("/file") + get("/file") + get("/b"));
    EXPECT_TRUE(received == ok("/a") + head + "<" + content + ">" + head + "<" + content + ">" + ok("/b"));
}

TEST(SessionOutput, SendsFilesInChunksWhereTheLengthIsUnknown) {
    const net::Descriptor file = file_of("0123456789abcdef0123456789abcdef");
    EXPECT_EQ(answer_to(get("/"),
                        [&](Exchange& exchange) {
                            exchange.start({.status = 200, .content_type = {}, .fields = {}}, {});
                            exchange.write_file(dup(file.get()), 5, 20);
                            exchange.write("!");
                            exchange.end();
                        }),
              "HTTP/1.1 200 OK\r\ntransfer-encoding: "
              "chunked\r\n\r\n14\r\n56789abcdef012345678\r\n1\r\n!\r\n0\r\n\r\n");
}

TEST(SessionOutput, AFileBehindAnEarlierAnswerWaits) {
    const net::Descriptor file = file_of("from the file");
    Ref<Exchange> first;
    TestServer server([&](Exchange& exchange) {
        if (exchange.path() == "/first") {
            first = Ref(&exchange);
            return;
        }
        exchange.start({.status = 200, .content_type = {}, .fields = {}}, 14);
        exchange.write_file(dup(file.get()), 0, 13);
        exchange.write(".");
        exchange.end();
    });
    TestClient client(server);
    EXPECT_EQ(client.talk(get("/first") + get("/file")), "");
    answer(*first, "1");
    server.spin();
    EXPECT_EQ(client.read(), ok("1") + "HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\nfrom the file.");
}

TEST(SessionOutput, CutsWhenAFileIsShorterThanPromised) {
    const net::Descriptor file = file_of("short");
    TestServer server([&](Exchange& exchange) {
        exchange.start({.status = 200, .content_type = {}, .fields = {}}, 100);
        exchange.write_file(dup(file.get()), 0, 100);
        exchange.end();
    });
    TestClient client(server);
    EXPECT_EQ(client.talk(get("/")), "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort");
    EXPECT_TRUE(client.closed());
}

TEST(SessionOutput, ClosesTheFilesItDoesNotSend) {
    const net::Descriptor file = file_of("content");
    const int duplicate = dup(file.get());
    EXPECT_EQ(answer_to("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n",
                        [&](Exchange& exchange) {
                            exchange.start({.status = 200, .content_type = {}, .fields = {}}, 7);
                            exchange.write_file(duplicate, 0, 7);
                            exchange.end();
                        }),
              "HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n");
    EXPECT_EQ(fcntl(duplicate, F_GETFD), -1);
}

TEST(SessionOutput, PassesEveryResponseThroughItsFilter) {
    struct Marking final : ResponseFilter {
        ResponseHead on_response(Exchange&, const ResponseHead& head) override {
            return {.status = head.status + 1, .content_type = "x/y", .fields = fields};
        }
        std::array<http::HeaderField, 1> fields{{{"x-filtered", "yes"}}};
    };
    Marking filter;
    EXPECT_EQ(answer_to(get("/"),
                        [&](Exchange& exchange) {
                            exchange.filter_response(&filter);
                            answer(exchange, "tea", 202);
                        }),
              "HTTP/1.1 203 Non-Authoritative Information\r\ncontent-type: x/y\r\nx-filtered: "
              "yes\r\ncontent-length: 3\r\n\r\ntea");
}

}  // namespace
}  // namespace fasterapi::server
