#pragma once

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/manual_clock.h"
#include "net/descriptor.h"
#include "net/listener.h"
#include "net/memory_transport.h"
#include "server/endpoint.h"
#include "server/exchange.h"
#include "server/settings.h"
#include "server/worker.h"

namespace fasterapi::server {

/// A worker behind a Unix socket, for tests: it and its clients take turns in one thread, and time passes
/// only when told, so that whatever a test sees, it sees every time.
class TestServer final : private Endpoint {
public:
    using Handler = std::function<void(Exchange&)>;

    explicit TestServer(Handler handler, Settings settings = quiet())
        : handler_(std::move(handler)),
          settings_(std::move(settings)),
          folder_(make_folder()),
          worker_(settings_, *this, std::array{listen()}, clock_) {}
    ~TestServer() override { std::filesystem::remove_all(folder_); }

    /// Without a Server field.
    static Settings quiet() {
        Settings settings;
        settings.server_name.clear();
        return settings;
    }

    /// Turns until there is nothing to do.
    void spin() {
        while (worker_.poll(0)) {
            worker_.run();
        }
    }
    /// Let time pass, and what is due happen.
    void advance(std::uint64_t ms) {
        clock_.advance(ms);
        spin();
    }
    Worker& worker() noexcept { return worker_; }
    [[nodiscard]] std::string path() const { return folder_ / "server"; }

private:
    void serve(Exchange& exchange) override { handler_(exchange); }
    static std::filesystem::path make_folder() {
        std::string pattern = std::filesystem::temp_directory_path() / "fasterapi-XXXXXX";
        return mkdtemp(pattern.data());
    }
    [[nodiscard]] int listen() const {
        const auto listener = net::listen_on({.unix_path = path()}, false);
        EXPECT_TRUE(listener);
        return *listener;
    }

    Handler handler_;
    Settings settings_;
    std::filesystem::path folder_;
    ManualClock clock_;
    Worker worker_;
};

/// What a client and the server have between them.
enum class Over : std::uint8_t { socket, memory };

/// One client of it. What it reads is without Date lines.
class TestClient {
public:
    explicit TestClient(TestServer& server, Over over = Over::socket) : server_(server) {
        if (over == Over::memory) {
            memory_ = server.worker().connect({});
        } else {
            connect_socket();
        }
        server.spin();
    }
    /// Over memory, as `peer`.
    TestClient(TestServer& server, Peer peer)
        : server_(server), memory_(server.worker().connect(std::move(peer))) {}

    /// @return how much the server's end took, and the server its turns for.
    std::size_t send(std::string_view bytes) {
        std::size_t sent = 0;
        while (sent < bytes.size()) {
            const ssize_t taken = send_some(bytes.substr(sent));
            server_.spin();
            if (taken <= 0) {
                break;
            }
            sent += static_cast<std::size_t>(taken);
        }
        return sent;
    }
    /// Without a turn of the server.
    void send_only(std::string_view bytes) {
        EXPECT_EQ(send_some(bytes), static_cast<ssize_t>(bytes.size()));
    }
    /// What is there, without a turn of the server.
    std::string read_now() {
        std::string received;
        (void)read_some(received, 65536);
        return without_dates(std::move(received));
    }
    /// All that can be read, the server taking its turns.
    std::string read() { return without_dates(read_raw(std::string::npos)); }
    /// At most `bytes` of it, as they come.
    std::string read_raw(std::size_t bytes) {
        std::string received;
        while (received.size() < bytes && !closed_ && read_some(received, bytes - received.size())) {
            server_.spin();
        }
        return received;
    }
    std::string talk(std::string_view bytes) {
        send(bytes);
        return read();
    }
    /// The server has said that nothing more comes. Call read() first.
    [[nodiscard]] bool closed() const noexcept { return closed_; }
    void finish() {
        if (memory_) {
            memory_->finish();
        } else {
            shutdown(socket_.get(), SHUT_WR);
        }
        server_.spin();
    }
    void close() {
        close_only();
        server_.spin();
    }
    /// Without a turn of the server.
    void close_only() {
        memory_.reset();
        socket_.reset();
    }

private:
    void connect_socket() {
        socket_ = net::Descriptor(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, server_.path().c_str(), sizeof address.sun_path - 1);
        EXPECT_EQ(connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    }

    /// @return how many bytes were taken; 0 or -1: none, now.
    ssize_t send_some(std::string_view bytes) {
        return memory_ ? static_cast<ssize_t>(memory_->feed(bytes))
                       : ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }
    /// @return false where nothing is there now.
    bool read_some(std::string& received, std::size_t most) {
        if (memory_) {
            const std::size_t got = memory_->take(received, most);
            closed_ = memory_->ended();
            return got > 0;
        }
        std::array<char, 65536> buffer;
        const ssize_t got = recv(socket_.get(), buffer.data(), std::min(buffer.size(), most), 0);
        if (got < 0 && errno == EAGAIN) {
            return false;
        }
        closed_ = got <= 0;
        received.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        return true;
    }
    static std::string without_dates(std::string received) {
        for (std::size_t at = 0; (at = received.find("\r\ndate: ", at)) != std::string::npos;) {
            received.erase(at, received.find("\r\n", at + 2) - at);
        }
        return received;
    }

    TestServer& server_;
    net::Descriptor socket_;
    std::unique_ptr<net::MemoryConnection> memory_;
    bool closed_ = false;
};

/// Counts what an observer is told.
class Watcher final : public ExchangeObserver {
public:
    void on_body() noexcept override { ++bodies; }
    void on_writable() noexcept override { ++rooms; }
    void on_disconnect() noexcept override { ++disconnects; }
    int bodies = 0;
    int rooms = 0;
    int disconnects = 0;
};

inline void answer(Exchange& exchange, std::string_view content, int status = 200) {
    exchange.respond({.status = status, .content_type = {}, .fields = {}}, content);
}

/// Answers with the path.
inline void echo_path(Exchange& exchange) {
    answer(exchange, exchange.path());
}

inline std::string ok(std::string_view content) {
    return "HTTP/1.1 200 OK\r\ncontent-length: " + std::to_string(content.size()) + "\r\n\r\n" +
           std::string(content);
}

inline std::string get(std::string_view path) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

inline std::string post(std::string_view path, std::string_view body) {
    return "POST " + std::string(path) +
           " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           std::string(body);
}

}  // namespace fasterapi::server
