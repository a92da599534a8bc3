// How an App starts, serves with several threads, and stops, as its users see it.
#include <fasterapi/app.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "app/stop_signals.h"
#include "app/testing.h"

namespace fasterapi {
namespace {

using testing::ask, testing::Client, testing::closing, testing::quiet, testing::request, testing::Running;
using testing::text_type;

/// An App that serves one request, whose answer it owes.
class Owing {
public:
    explicit Owing(ServerOptions options = quiet()) {
        app.get("/", [this](Request&, Responder responder) {
            mailbox = responder.mailbox();
            kept = std::move(responder);
            serving = true;
            serving.notify_all();
        });
        app.listen(std::move(options));
        thread = std::thread([this] { app.run(); });
        client.emplace(app);
        client->send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        serving.wait(false);
    }

    App app;
    std::optional<Mailbox> mailbox;
    std::optional<Responder> kept;
    std::atomic<bool> serving = false;
    std::thread thread;  ///< in which it runs: to be joined
    std::optional<Client> client;
};

TEST(App, AMailboxOutlivesItsWorker) {
    App app;
    std::optional<Mailbox> mailbox;
    app.get("/", [&](Request&, Responder responder) {
        mailbox = responder.mailbox();
        responder.text("x");
    });
    {
        const Running running(app);
        ask(app, request("GET", "/"));
    }
    EXPECT_FALSE(mailbox->post([] { FAIL(); }));
}

TEST(App, ServesOnSeveralThreads) {
    App app;
    std::mutex mutex;
    std::vector<std::thread::id> threads;
    app.get("/", [&](Request&, Responder responder) {
        const std::lock_guard lock(mutex);
        if (std::find(threads.begin(), threads.end(), std::this_thread::get_id()) == threads.end()) {
            threads.push_back(std::this_thread::get_id());
        }
        responder.text("x");
    });
    const Running running(app, quiet(4));
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i) {
        clients.emplace_back([&] {
            for (int j = 0; j < 50; ++j) {
                EXPECT_EQ(ask(app, request("GET", "/")), closing("200 OK", text_type, "x"));
            }
        });
    }
    for (std::thread& client : clients) {
        client.join();
    }
    EXPECT_GT(threads.size(), 1U);
}

TEST(App, ListensOnAUnixSocketWithSeveralThreads) {
    App app;
    app.get("/", [](Request& asked, Responder responder) { responder.text(asked.client().host); });
    const std::string path =
        std::filesystem::temp_directory_path() / ("fasterapi-" + std::to_string(getpid()) + ".sock");
    {
        ServerOptions options = quiet(2);
        options.unix_path = path;
        const Running running(app, options);
        EXPECT_EQ(app.address(), "unix:" + path);
        EXPECT_EQ(ask(app, request("GET", "/")), closing("200 OK", text_type, ""));
    }
    std::filesystem::remove(path);
}

TEST(App, FinishesWhatRunsWhenItStops) {
    Owing owing;
    owing.app.stop();
    owing.mailbox->post([&] {
        owing.kept->text("in the end");
        owing.kept.reset();
    });
    const std::string received = owing.client->read_to_end();
    EXPECT_TRUE(received.ends_with("in the end<end>")) << received;
    owing.thread.join();
}

TEST(App, CutsWhatDoesNotFinishInTime) {
    ServerOptions options = quiet();
    options.limits.shutdown_timeout_ms = 50;
    Owing owing(options);
    owing.app.stop();
    owing.thread.join();
    EXPECT_EQ(owing.client->read_to_end(), "<end>");
    EXPECT_TRUE(owing.kept->disconnected());
}

TEST(App, StopsOnSigterm) {
    const StopSignals not_for_this_thread;
    App app;
    app.get("/", [](Request&, Responder responder) { responder.text("x"); });
    app.listen(quiet());
    std::atomic<bool> called = false;
    std::thread thread([&] {
        called = true;
        app.run();
    });
    ASSERT_TRUE(ask(app, request("GET", "/")).starts_with("HTTP/1.1 200 "));
    // It serves, so its thread takes the signal by descriptor now.
    ASSERT_TRUE(called);
    EXPECT_EQ(kill(getpid(), SIGTERM), 0);
    thread.join();
}

TEST(App, ASecondSignalCutsWhatStillRuns) {
    const StopSignals not_for_this_thread;
    Owing owing;
    EXPECT_EQ(kill(getpid(), SIGTERM), 0);
    EXPECT_EQ(kill(getpid(), SIGINT), 0);
    owing.thread.join();
    EXPECT_EQ(owing.client->read_to_end(), "<end>");
    EXPECT_TRUE(owing.kept->disconnected());
}

TEST(App, RunsAgain) {
    App app;
    app.get("/", [](Request&, Responder responder) { responder.text("x"); });
    for (int i = 0; i < 3; ++i) {
        const Running running(app);
        EXPECT_EQ(ask(app, request("GET", "/")), closing("200 OK", text_type, "x"));
    }
}

TEST(App, WritesAnAccessLog) {
    App app;
    app.get("/", [](Request&, Responder responder) { responder.text("x"); });
    std::string lines;
    ServerOptions options = quiet(2);
    options.access_log = ServerOptions::AccessLog::combined;
    options.on_access_log = [&](std::string_view batch) { lines += batch; };
    {
        const Running running(app, options);
        ask(app, request("GET", "/"));
        ask(app, request("GET", "/none"));
    }
    EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2);
    EXPECT_NE(lines.find("\"GET / HTTP/1.1\" 200 1 "), std::string::npos);
    EXPECT_NE(lines.find("\"GET /none HTTP/1.1\" 404 22 "), std::string::npos);
}

TEST(App, SaysAtOnceWhatIsWrong) {
    App app;
    try {
        app.get("items", [](Request&, Responder responder) { responder.text(""); });
        FAIL();
    } catch (const std::invalid_argument& error) {
        EXPECT_NE(std::string(error.what()).find("items"), std::string::npos);
    }
    try {
        app.listen({.host = "192.0.2.1", .port = 0});
        FAIL();
    } catch (const std::system_error& error) {
        EXPECT_EQ(error.code().value(), EADDRNOTAVAIL);
    }
}

}  // namespace
}  // namespace fasterapi
