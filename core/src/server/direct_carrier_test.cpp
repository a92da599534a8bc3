#include "server/direct_carrier.h"

#include <array>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "server/application.h"
#include "server/test_server.h"

namespace fasterapi::server {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// One request of another server, and what becomes of it.
class Call final : private Endpoint, private DirectCaller {
public:
    using Handler = std::function<void(Exchange&)>;

    explicit Call(Handler handler, http::Limits limits = {}, Peer peer = {})
        : handler_(std::move(handler)), limits_(limits), peer_(std::move(peer)) {}

    DirectCarrier& serve(DirectRequest request) {
        if (request.method.empty()) {
            request.method = "GET";
        }
        if (request.path.empty()) {
            request.path = request.raw_path = "/";
        }
        DirectCaller& caller = *this;
        carrier_ = std::make_unique<DirectCarrier>(limits_, peer_, request, caller);
        carrier_->serve(*this);
        return *carrier_;
    }
    DirectCarrier& get() { return serve({}); }
    std::string content(std::size_t most = 1'000'000) {
        std::string taken;
        carrier_->take(taken, most);
        return taken;
    }
    void hang_up() { carrier_.reset(); }

    int responses = 0;
    int wants = 0;

private:
    void serve(Exchange& exchange) override { handler_(exchange); }
    void on_response() noexcept override { ++responses; }
    void on_body_wanted() noexcept override { ++wants; }

    Handler handler_;
    http::Limits limits_;
    Peer peer_;
    std::unique_ptr<DirectCarrier> carrier_;
};

Call::Handler respond(int status, std::string_view content,
                      const std::vector<http::HeaderField>& fields = {}) {
    return [=](Exchange& exchange) {
        exchange.respond({.status = status, .content_type = "text/plain", .fields = fields}, content);
    };
}

TEST(DirectCarrier, ShowsTheRequest) {
    Ref<Exchange> kept;
    Peer peer;
    peer.client_host = "client";
    {
        Call call([&](Exchange& exchange) { kept = Ref<Exchange>(&exchange); }, {}, peer);
        std::string method = "POST";
        std::string path = "/a b";
        std::string raw_path = "/a%20b";
        std::string query = "x=1";
        std::string host = "example.org";
        const std::array fields{http::HeaderField{"host", host}, http::HeaderField{"content-length", "3"},
                                http::HeaderField{"x-empty", ""}};
        call.serve({.method = method,
                    .path = path,
                    .raw_path = raw_path,
                    .query = query,
                    .version = http::Version::http_2,
                    .fields = fields});
        for (std::string* gone : {&method, &path, &raw_path, &query, &host}) {
            gone->assign(gone->size(), '#');
        }
    }
    const http::RequestHead& head = kept->head();
    EXPECT_EQ(head.method, http::Method::post);
    EXPECT_EQ(head.method_token, "POST");
    EXPECT_EQ(head.target, "/a%20b?x=1");
    EXPECT_EQ(head.raw_path, "/a%20b");
    EXPECT_EQ(head.query, "x=1");
    EXPECT_EQ(head.authority, "example.org");
    EXPECT_EQ(head.version, http::Version::http_2);
    EXPECT_EQ(head.framing, http::Framing::length);
    EXPECT_EQ(head.content_length, 3U);
    ASSERT_EQ(head.headers.size(), 3U);
    EXPECT_EQ(head.headers.all()[2].name, "x-empty");
    EXPECT_EQ(kept->path(), "/a b");
    EXPECT_EQ(kept->peer().client_host, "client");
    EXPECT_TRUE(kept->disconnected());
}

struct Framed {
    std::string_view method;
    Call::Handler handler;
    int status;
    Fields fields;
    std::string_view content;
};

TEST(DirectCarrier, FramesResponsesAsTheirHeadsSay) {
    const auto in_pieces = [](std::optional<std::uint64_t> length,
                              const std::vector<http::HeaderField>& fields = {}) {
        return [=](Exchange& exchange) {
            exchange.start({.status = 200, .content_type = {}, .fields = fields}, length);
            exchange.write("some");
            exchange.write(" more");
            exchange.end();
        };
    };
    const Fields plain{{"content-type", "text/plain"}, {"content-length", "4"}};
    for (const Framed& framed : std::initializer_list<Framed>{
             {"GET", respond(200, "text"), 200, plain, "text"},
             {"HEAD", respond(200, "text"), 200, plain, ""},
             {"GET", respond(204, ""), 204, {{"content-type", "text/plain"}}, ""},
             {"GET",
              respond(201, "text", {{"X-A", "b"}, {"Transfer-Encoding", "chunked"}, {"Connection", "close"}}),
              201,
              {{"content-type", "text/plain"}, {"x-a", "b"}, {"content-length", "4"}},
              "text"},
             {"GET", in_pieces({}), 200, {}, "some more"},
             {"GET", in_pieces(9), 200, {{"content-length", "9"}}, "some more"},
             {"GET", in_pieces({}, {{"content-length", "9"}}), 200, {{"content-length", "9"}}, "some more"},
             {"GET", in_pieces(6), 200, {{"content-length", "6"}}, "some m"},
             {"HEAD", in_pieces(9), 200, {{"content-length", "9"}}, ""},
         }) {
        Call call(framed.handler);
        const DirectCarrier& carrier =
            call.serve({.method = framed.method, .path = "/", .raw_path = "/", .query = {}, .fields = {}});
        EXPECT_EQ(carrier.status(), framed.status);
        EXPECT_EQ(carrier.fields(), framed.fields);
        EXPECT_EQ(call.content(), framed.content);
        EXPECT_TRUE(carrier.ended());
        EXPECT_FALSE(carrier.aborted());
        EXPECT_GT(call.responses, 0);
    }
}

TEST(DirectCarrier, GivesLaterAnswersAsTheyCome) {
    Ref<Exchange> kept;
    Call call([&](Exchange& exchange) { kept = Ref<Exchange>(&exchange); });
    const DirectCarrier& carrier = call.get();
    EXPECT_FALSE(carrier.started());
    EXPECT_EQ(call.responses, 0);
    kept->start({.status = 200, .content_type = {}, .fields = {}}, {});
    EXPECT_TRUE(carrier.started());
    EXPECT_EQ(call.content(), "");
    EXPECT_FALSE(carrier.ended());
    kept->write("some");
    EXPECT_EQ(call.content(3), "som");
    kept->write("more");
    kept->end();
    EXPECT_FALSE(carrier.ended());
    EXPECT_EQ(call.content(), "emore");
    EXPECT_TRUE(carrier.ended());
}

TEST(DirectCarrier, TellsWhatIsNotComplete) {
    for (const auto& handler : std::initializer_list<Call::Handler>{
             [](Exchange& exchange) {
                 exchange.start({.status = 200, .content_type = {}, .fields = {}}, 10);
                 exchange.write("short");
                 exchange.end();
             },
             [](Exchange& exchange) {
                 exchange.start({.status = 200, .content_type = {}, .fields = {}}, {});
                 exchange.write("short");
                 exchange.abort();
             },
             [](Exchange& exchange) {
                 exchange.start({.status = 200, .content_type = {}, .fields = {}}, {});
                 exchange.write("short");  // and nobody keeps it
             },
         }) {
        Call call(handler);
        const DirectCarrier& carrier = call.get();
        EXPECT_TRUE(carrier.aborted());
        EXPECT_EQ(call.content(), "short");
        EXPECT_TRUE(carrier.ended());
    }
    Call unanswered([](Exchange&) {});
    EXPECT_EQ(unanswered.get().status(), 500);
    EXPECT_EQ(unanswered.content(), "{\"detail\":\"Internal Server Error\"}");
}

TEST(DirectCarrier, SendsFiles) {
    const auto file_of = [](std::string_view content, std::uint64_t length) {
        return [=](Exchange& exchange) {
            std::string path = std::filesystem::temp_directory_path() / "fasterapi-XXXXXX";
            const int file = mkstemp(path.data());
            unlink(path.c_str());
            EXPECT_EQ(write(file, content.data(), content.size()), static_cast<ssize_t>(content.size()));
            exchange.start({.status = 200, .content_type = {}, .fields = {}}, length);
            exchange.write_file(file, 1, length);
            exchange.end();
        };
    };
    Call call(file_of("0123456789", 7));
    call.get();
    EXPECT_EQ(call.content(5), "12345");
    EXPECT_EQ(call.content(5), "67");

    Call too_short(file_of("0123456789", 10));
    const DirectCarrier& carrier = too_short.get();
    EXPECT_EQ(too_short.content(), "123456789");
    EXPECT_TRUE(carrier.aborted());
    EXPECT_TRUE(carrier.ended());
}

TEST(DirectCarrier, TakesABodyAsItComes) {
    Ref<Exchange> kept;
    Watcher watcher;
    http::Limits limits;
    limits.body_buffer_bytes = 4;
    Call call(
        [&](Exchange& exchange) {
            kept = Ref<Exchange>(&exchange);
            exchange.observe(&watcher);
        },
        limits);
    DirectCarrier& carrier = call.get();
    EXPECT_TRUE(carrier.takes_body());
    carrier.receive_body("abcd", false);
    EXPECT_EQ(watcher.bodies, 1);
    EXPECT_FALSE(carrier.takes_body());
    EXPECT_EQ(call.wants, 0);
    kept->want_body(Exchange::unlimited);
    EXPECT_EQ(call.wants, 0);
    kept->consume_body(2);
    EXPECT_EQ(call.wants, 1);
    carrier.receive_body("ef", true);
    EXPECT_EQ(kept->body(), "cdef");
    EXPECT_TRUE(kept->body_complete());
    EXPECT_FALSE(carrier.takes_body());
    answer(*kept, "");
    carrier.receive_body("too late", true);
    EXPECT_EQ(kept->body(), "cdef");
    kept->observe(nullptr);
}

TEST(DirectCarrier, RefusesABodyThatIsTooLarge) {
    Ref<Exchange> kept;
    Call call([&](Exchange& exchange) {
        kept = Ref<Exchange>(&exchange);
        exchange.want_body(3);
    });
    DirectCarrier& carrier = call.get();
    EXPECT_EQ(call.wants, 1);
    carrier.receive_body("abcd", false);
    EXPECT_EQ(kept->body_error(), http::Error::body_too_large);
    EXPECT_FALSE(carrier.takes_body());
    kept->refuse(*kept->body_error());
    EXPECT_EQ(carrier.status(), 413);
}

TEST(DirectCarrier, InvitesABodyOnlyWhenItIsWanted) {
    Ref<Exchange> kept;
    Call call([&](Exchange& exchange) { kept = Ref<Exchange>(&exchange); });
    const std::array fields{http::HeaderField{"expect", "100-continue"}};
    const DirectCarrier& carrier =
        call.serve({.method = "POST", .path = "/", .raw_path = "/", .query = {}, .fields = fields});
    EXPECT_FALSE(carrier.takes_body());
    kept->want_body(Exchange::unlimited);
    EXPECT_TRUE(carrier.takes_body());
    EXPECT_EQ(call.wants, 1);
}

TEST(DirectCarrier, HoldsUpItsProducerUntilItIsTaken) {
    Ref<Exchange> kept;
    Watcher watcher;
    http::Limits limits;
    limits.response_buffer_bytes = 10;
    Call call(
        [&](Exchange& exchange) {
            kept = Ref<Exchange>(&exchange);
            exchange.start({.status = 200, .content_type = {}, .fields = {}}, {});
            exchange.write("0123456789");
            exchange.observe(&watcher);
        },
        limits);
    call.get();
    EXPECT_FALSE(kept->may_write());
    call.content(5);
    EXPECT_EQ(watcher.rooms, 0);
    call.content(1);
    EXPECT_EQ(watcher.rooms, 1);
    call.content(1);
    EXPECT_EQ(watcher.rooms, 1);
    EXPECT_TRUE(kept->may_write());
    kept->observe(nullptr);
}

TEST(DirectCarrier, TellsWhatRunsThatTheClientHasGone) {
    for (const bool is_told : {true, false}) {
        Ref<Exchange> kept;
        Watcher watcher;
        Call call([&](Exchange& exchange) {
            kept = Ref<Exchange>(&exchange);
            exchange.observe(&watcher);
        });
        DirectCarrier& carrier = call.get();
        if (is_told) {
            carrier.disconnect();
            carrier.disconnect();
            EXPECT_TRUE(carrier.ended());
            EXPECT_TRUE(carrier.aborted());
            EXPECT_FALSE(carrier.takes_body());
            EXPECT_EQ(call.responses, 1);
        } else {
            call.hang_up();
        }
        EXPECT_EQ(watcher.disconnects, 1);
        EXPECT_TRUE(kept->disconnected());
        answer(*kept, "nobody");
    }
}

TEST(DirectCarrier, RoutesWhatIsBehindTheMountPoint) {
    Application application;
    class EchoPath final : public Endpoint {
        void serve(Exchange& exchange) override { answer(exchange, exchange.match().values[0]); }
    };
    ASSERT_TRUE(
        application.add("/items/{id}", std::array{std::string_view("GET")}, std::make_unique<EchoPath>()));
    Peer peer;
    peer.root_path = "/api";
    for (const std::string_view path : {"/api/items/x", "/items/x"}) {
        Call call([&](Exchange& exchange) { application.serve(exchange); }, {}, peer);
        call.serve({.method = "GET", .path = path, .raw_path = path, .query = {}, .fields = {}});
        EXPECT_EQ(call.content(), "x");
    }
}

}  // namespace
}  // namespace fasterapi::server
