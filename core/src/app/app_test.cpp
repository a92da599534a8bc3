// How an App answers requests, as its users see it, over TCP.
#include <fasterapi/app.h>

#include <atomic>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "app/testing.h"

namespace fasterapi {
namespace {

using testing::ask, testing::Client, testing::closing, testing::quiet, testing::request, testing::Running;
using testing::server_error, testing::text_type;

TEST(App, AnswersEveryMethod) {
    App app;
    const auto name_method = [](Request& asked, Responder responder) { responder.text(asked.method()); };
    app.get("/", name_method)
        .post("/", name_method)
        .put("/", name_method)
        .patch("/", name_method)
        .delete_("/", name_method);
    app.route({"PURGE", "REPORT"}, "/", name_method);
    const Running running(app);
    for (const std::string_view method : {"GET", "POST", "PUT", "PATCH", "DELETE", "PURGE", "REPORT"}) {
        EXPECT_EQ(ask(app, request(method, "/")), closing("200 OK", text_type, method));
    }
    EXPECT_TRUE(ask(app, request("BREW", "/")).starts_with("HTTP/1.1 405 "));
    EXPECT_TRUE(ask(app, request("GET", "/nothing")).starts_with("HTTP/1.1 404 "));
}

TEST(App, TellsEverythingOfARequest) {
    App app;
    app.post("/items/{id:int}/{name}", [](Request& asked, Responder responder) {
        EXPECT_EQ(asked.path(), "/items/42/a b");
        EXPECT_EQ(asked.target(), "/items/42/a%20b?q=%20x");
        EXPECT_EQ(asked.query(), "q=%20x");
        EXPECT_EQ(asked.parameter("id"), "42");
        EXPECT_EQ(asked.parameter_as<int>("id"), 42);
        EXPECT_EQ(asked.parameter_as<int>("name"), std::nullopt);
        EXPECT_EQ(asked.parameter("name"), "a b");
        EXPECT_EQ(asked.parameter("none"), "");
        EXPECT_EQ(asked.header("X-NAME"), "value");
        EXPECT_EQ(asked.header("X-None"), std::nullopt);
        EXPECT_EQ(asked.headers().size(), 4U);
        EXPECT_EQ(asked.headers()[1].name, "X-Name");
        EXPECT_EQ(asked.client().host, "127.0.0.1");
        EXPECT_NE(asked.client().port, 0);
        responder.text(asked.body());
    });
    const Running running(app);
    EXPECT_EQ(ask(app,
                  "POST /items/42/a%20b?q=%20x HTTP/1.1\r\nHost: a\r\nX-Name: value\r\nConnection: "
                  "close\r\nContent-Length: 4\r\n\r\nbody"),
              closing("200 OK", text_type, "body"));
}

TEST(App, AnswersJson) {
    App app;
    app.get("/", [](Request&, Responder responder) {
        responder.json(
            [](JsonWriter& json) {
                json.begin_object()
                    .member("text", "a\"b")
                    .member("int", -1)
                    .member("big", ~std::uint64_t{0})
                    .member("yes", true);
                json.key("list")
                    .begin_array()
                    .value(1.5)
                    .value(nullptr)
                    .begin_array()
                    .end_array()
                    .value("x")
                    .end_array();
                json.key("empty").begin_object().end_object().end_object();
            },
            201);
    });
    app.get("/incomplete", [](Request&, Responder responder) {
        responder.json([](JsonWriter& json) { json.begin_object(); });
    });
    app.get("/nan", [](Request&, Responder responder) {
        responder.json([](JsonWriter& json) { json.value(0.0 / 0.0); });
    });
    app.get("/crossed", [](Request&, Responder responder) {
        responder.json([](JsonWriter& json) { json.begin_object().end_array(); });
    });
    app.get("/ended-twice", [](Request&, Responder responder) {
        responder.json([](JsonWriter& json) { json.begin_array().end_array().end_array(); });
    });
    app.get("/deep/{levels:int}", [](Request& request, Responder responder) {
        const auto levels = request.parameter_as<std::int64_t>("levels").value_or(0);
        responder.json([&](JsonWriter& json) {
            for (std::int64_t i = 0; i < levels; ++i)
                json.begin_array();
            for (std::int64_t i = 0; i < levels; ++i)
                json.end_array();
        });
    });
    const Running running(app);
    for (const char* path : {"/crossed", "/ended-twice", "/deep/513"}) {
        EXPECT_EQ(ask(app, request("GET", path)), server_error) << path;
    }
    EXPECT_EQ(ask(app, request("GET", "/deep/512")),
              closing("200 OK", "application/json", std::string(512, '[') + std::string(512, ']')));
    EXPECT_EQ(
        ask(app, request("GET", "/")),
        closing(
            "201 Created", "application/json",
            R"({"text":"a\"b","int":-1,"big":18446744073709551615,"yes":true,"list":[1.5,null,[],"x"],"empty":{}})"));
    EXPECT_EQ(ask(app, request("GET", "/incomplete")), server_error);
    EXPECT_EQ(ask(app, request("GET", "/nan")), server_error);
}

TEST(App, SendsHeadersAndRefusesToSplitTheResponse) {
    App app;
    app.get("/", [](Request&, Responder responder) {
        responder.send(418, {{"Content-Type", "x/y"}, {"Set-Cookie", "a=1"}, {"Set-Cookie", "b=2"}}, "tea");
    });
    app.get("/split", [](Request& asked, Responder responder) {
        responder.send(200, {{"X-Echo", asked.header("none").value_or("a\r\nSet-Cookie: evil")}}, "");
    });
    app.get("/many", [](Request&, Responder responder) {
        std::vector<std::string> names;
        for (int i = 0; i < 20; ++i) {
            names.push_back("x-" + std::to_string(i));
        }
        std::vector<Header> headers;
        for (const std::string& name : names) {
            headers.push_back({.name = name, .value = "v"});
        }
        responder.send(200, headers, "");
    });
    const Running running(app);
    const std::string tea = ask(app, request("GET", "/"));
    EXPECT_TRUE(
        tea.ends_with("\r\nContent-Type: x/y\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\ncontent-length: "
                      "3\r\nconnection: close\r\n\r\ntea<end>"))
        << tea;
    EXPECT_EQ(ask(app, request("GET", "/split")), server_error);
    EXPECT_NE(ask(app, request("GET", "/many")).find("\r\nx-19: v\r\n"), std::string::npos);
}

TEST(App, AnswersForAHandlerThatDoesNot) {
    App app;
    app.get("/", [](Request&, Responder) {});
    const Running running(app);
    EXPECT_EQ(ask(app, request("GET", "/")), server_error);
}

TEST(App, ReadsTheBodyBeforeItCallsTheHandler) {
    App app;
    app.post("/", [](Request& asked, Responder responder) {
        responder.text(std::to_string(asked.body().size()));
    });
    app.post("/small", [](Request&, Responder responder) { responder.text("fine"); }, {.body_bytes = 10});
    const Running running(app);
    EXPECT_EQ(ask(app, request("POST", "/", std::string(5'000'000, 'x'))),
              closing("200 OK", text_type, "5000000"));
    EXPECT_EQ(ask(app, request("POST", "/")), closing("200 OK", text_type, "0"));
    EXPECT_EQ(ask(app, request("POST", "/small", std::string(10, 'x'))),
              closing("200 OK", text_type, "fine"));
    EXPECT_TRUE(ask(app, request("POST", "/small", std::string(11, 'x'))).starts_with("HTTP/1.1 413 "));
    Client client(app);
    client.send("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.send("3\r\nabc\r\n");
    client.send("0\r\n\r\n");
    EXPECT_EQ(client.read_to_end(), closing("200 OK", text_type, "3"));
    Client bad(app);
    bad.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    bad.send("+1\r\nx\r\n");
    EXPECT_TRUE(bad.read_to_end().starts_with("HTTP/1.1 400 "));
}

TEST(App, StreamsABodyToItsHandler) {
    App app;
    app.post("/",
             [](Request& asked, Responder responder) {
                 auto total = std::make_shared<std::size_t>(0);
                 asked.read_body([total, answer = std::make_shared<Responder>(std::move(responder))](
                                     std::string_view bytes, Request::BodyPart part) {
                     *total += bytes.size();
                     if (part == Request::BodyPart::last) {
                         answer->text(std::to_string(*total));
                     }
                 });
             },
             {.stream_body = true});
    const Running running(app);
    EXPECT_EQ(ask(app, request("POST", "/", std::string(8'000'000, 'x'))),
              closing("200 OK", text_type, "8000000"));
    EXPECT_EQ(ask(app, request("POST", "/", "x")), closing("200 OK", text_type, "1"));
    EXPECT_EQ(ask(app, request("POST", "/")), closing("200 OK", text_type, "0"));
    // The handler is gone with its responder when the body fails: the engine says why.
    Client bad(app);
    bad.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    bad.send("+1\r\nx\r\n");
    EXPECT_TRUE(bad.read_to_end().starts_with("HTTP/1.1 400 "));
}

TEST(App, AnswersLaterFromAnotherThread) {
    App app;
    std::vector<std::thread> threads;
    std::mutex mutex;
    app.get("/{n:int}", [&](Request& asked, Responder responder) {
        const std::lock_guard lock(mutex);
        const Mailbox mailbox = responder.mailbox();
        threads.emplace_back([mailbox, kept = asked, moved = std::move(responder)]() mutable {
            mailbox.post([kept = std::move(kept), moved = std::move(moved)]() mutable {
                moved.text(kept.parameter("n"));
            });
        });
    });
    {
        const Running running(app, quiet(2));
        for (int i = 0; i < 50; ++i) {
            EXPECT_EQ(ask(app, request("GET", "/" + std::to_string(i))),
                      closing("200 OK", text_type, std::to_string(i)));
        }
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
}

constexpr std::size_t total = 20'000'000;

TEST(App, StreamsAResponseAsFastAsItsReaderTakesIt) {
    App app;
    app.get("/", [](Request&, Responder responder) {
        struct Source {
            explicit Source(ResponseStream out) : stream(std::move(out)) {}
            void produce() {
                while (left > 0) {
                    const std::size_t bytes = std::min<std::size_t>(left, 50'000);
                    left -= bytes;
                    if (!stream.write(std::string(bytes, 'x')) && left > 0) {
                        ++pauses;
                        return;
                    }
                }
                stream.end();
                EXPECT_GT(pauses, 2);
            }
            ResponseStream stream;
            std::size_t left = total;
            int pauses = 0;
        };
        auto source = std::make_shared<Source>(responder.stream(200, {}, total));
        source->stream.on_writable([source] { source->produce(); });
        source->produce();
    });
    const Running running(app);
    const std::string received = ask(app, request("GET", "/"));
    EXPECT_EQ(received.size() - received.find("\r\n\r\n") - 4 - std::strlen("<end>"), total);
}

TEST(App, CutsAStreamThatIsLetGo) {
    App app;
    app.get("/", [](Request&, Responder responder) {
        ResponseStream stream = responder.stream(200, {{"x-a", "b"}});
        stream.write("part");
    });
    const Running running(app);
    EXPECT_EQ(ask(app, request("GET", "/")),
              "HTTP/1.1 200 OK\r\nx-a: b\r\ntransfer-encoding: chunked\r\nconnection: "
              "close\r\n\r\n4\r\npart\r\n<end>");
}

TEST(App, TellsThatAClientHasGone) {
    App app;
    std::atomic<int> gone = 0;
    std::optional<Responder> kept;
    app.get("/", [&](Request&, Responder responder) {
        kept = std::move(responder);
        kept->on_disconnect([&] {
            EXPECT_TRUE(kept->disconnected());
            kept.reset();
            ++gone;
            gone.notify_all();
        });
    });
    const Running running(app);
    {
        Client client(app);
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    gone.wait(0);
    EXPECT_EQ(gone, 1);
}

TEST(App, SendsFiles) {
    App app;
    const std::string path =
        std::filesystem::temp_directory_path() / ("fasterapi-" + std::to_string(getpid()));
    const std::string content(3'000'000, 'f');
    std::ofstream(path) << content;
    app.get("/", [&](Request&, Responder responder) { responder.file(path, "x/y"); });
    app.get("/none", [](Request&, Responder responder) { responder.file("/no/such/file", "x/y"); });
    app.get("/folder", [](Request&, Responder responder) { responder.file("/", "x/y"); });
    const Running running(app);
    EXPECT_EQ(ask(app, request("GET", "/")), closing("200 OK", "x/y", content));
    EXPECT_TRUE(ask(app, request("GET", "/none")).starts_with("HTTP/1.1 404 "));
    EXPECT_TRUE(ask(app, request("GET", "/folder")).starts_with("HTTP/1.1 404 "));
    std::filesystem::remove(path);
}

TEST(App, FiltersSeeEveryRequestAndEveryResponse) {
    App app;
    std::atomic<int> handled = 0;
    app.get("/", [&](Request&, Responder responder) {
        ++handled;
        responder.text("inside");
    });
    app.before([](Request& asked, Responder& responder) {
        if (asked.header("authorization") != "secret") {
            responder.text("who are you?", 401);
        }
    });
    app.after([](const Request& asked, ResponseHead& head) {
        head.set("x-path", asked.path());
        head.remove("content-type");
        if (head.status == 404) {
            head.status = 410;
        }
    });
    app.after([](const Request&, ResponseHead& head) {
        ASSERT_NE(head.find("X-Path"), nullptr);
        head.add("x-split", "a\r\nb");  // dropped
    });
    const Running running(app);
    const auto expected = [](std::string_view status, std::string_view path, std::string_view content) {
        return "HTTP/1.1 " + std::string(status) + "\r\nx-path: " + std::string(path) +
               "\r\ncontent-length: " + std::to_string(content.size()) + "\r\nconnection: close\r\n\r\n" +
               std::string(content) + "<end>";
    };
    EXPECT_EQ(ask(app, request("GET", "/")), expected("401 Unauthorized", "/", "who are you?"));
    EXPECT_EQ(handled, 0);
    const std::string authorised = "Host: a\r\nAuthorization: secret\r\nConnection: close\r\n\r\n";
    EXPECT_EQ(ask(app, "GET / HTTP/1.1\r\n" + authorised), expected("200 OK", "/", "inside"));
    EXPECT_EQ(ask(app, "GET /none HTTP/1.1\r\n" + authorised),
              expected("410 Gone", "/none", R"({"detail":"Not Found"})"));
}

TEST(App, SurvivesHandlersThatThrow) {
    App app;
    app.get("/", [](Request&, Responder) { throw std::runtime_error("secret"); });
    app.get("/answered", [](Request&, Responder responder) {
        responder.text("answered");
        throw 7;
    });
    app.get("/later", [](Request&, Responder responder) {
        const Mailbox mailbox = responder.mailbox();
        mailbox.post([moved = std::move(responder)] { throw std::runtime_error("later"); });
    });
    app.get("/filtered", [](Request&, Responder responder) { responder.text("filtered"); });
    app.before([](Request& asked, Responder&) {
        if (asked.path() == "/before") {
            throw std::runtime_error("before");
        }
    });
    app.after([](const Request& asked, ResponseHead& head) {
        head.add("x-a", "b");
        if (asked.path() == "/filtered") {
            throw std::runtime_error("after");
        }
    });
    std::vector<std::string> errors;
    ServerOptions options = quiet();
    options.on_error = [&](std::string_view message) { errors.emplace_back(message); };
    {
        const Running running(app, options);
        for (const std::string_view path : {"/", "/later", "/before"}) {
            const std::string received = ask(app, request("GET", path));
            EXPECT_TRUE(received.starts_with("HTTP/1.1 500 ")) << received;
            EXPECT_EQ(received.find("secret"), std::string::npos);
        }
        EXPECT_TRUE(ask(app, request("GET", "/answered")).ends_with("answered<end>"));
        EXPECT_TRUE(ask(app, request("GET", "/filtered")).ends_with("filtered<end>"));
    }
    EXPECT_EQ(errors,
              (std::vector<std::string>{
                  "/ threw: secret", "A task threw: later", "A filter before threw: before",
                  "/answered threw: something that is no std::exception", "A filter after threw: after"}));
}

}  // namespace
}  // namespace fasterapi
