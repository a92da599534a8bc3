#pragma once

#include <fasterapi/app.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "net/descriptor.h"

/// For tests alone: an App that serves, and a client that asks it over a socket.
namespace fasterapi::testing {

inline ServerOptions quiet(std::uint32_t workers = 1) {
    return {.port = 0, .workers = workers, .server_name = {}};
}

/// Runs an App in a thread of its own until it is destroyed.
class Running {
public:
    explicit Running(App& app, ServerOptions options = quiet()) : app_(app) {
        app_.listen(std::move(options));
        thread_ = std::thread([this] { app_.run(); });
    }
    ~Running() {
        app_.stop();
        thread_.join();
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

private:
    App& app_;
    std::thread thread_;
};

/// A blocking client; what it reads is without Date lines.
class Client {
public:
    explicit Client(const App& app) {
        const std::string address = app.address();
        if (address.starts_with("unix:")) {
            socket_ = net::Descriptor(socket(AF_UNIX, SOCK_STREAM, 0));
            sockaddr_un to{};
            to.sun_family = AF_UNIX;
            std::strncpy(to.sun_path, address.c_str() + 5, sizeof to.sun_path - 1);
            EXPECT_EQ(connect(socket_.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to), 0);
            return;
        }
        std::uint16_t port = 0;
        const std::size_t colon = address.rfind(':');
        std::from_chars(address.data() + colon + 1, address.data() + address.size(), port);
        socket_ = net::Descriptor(socket(AF_INET, SOCK_STREAM, 0));
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(connect(socket_.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to), 0);
    }
    void send(std::string_view bytes) const {
        for (std::size_t sent = 0; sent < bytes.size();) {
            const ssize_t taken =
                ::send(socket_.get(), bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            ASSERT_GT(taken, 0);
            sent += static_cast<std::size_t>(taken);
        }
    }
    /// Until `end` has come, or the connection has ended.
    std::string read_to(std::string_view end) {
        std::string received;
        std::array<char, 65536> buffer;
        while (received.empty() || !received.ends_with(end)) {
            const ssize_t got = recv(socket_.get(), buffer.data(), buffer.size(), 0);
            if (got <= 0) {
                received += "<end>";
                break;
            }
            received.append(buffer.data(), static_cast<std::size_t>(got));
        }
        for (std::size_t at = 0; (at = received.find("\r\ndate: ", at)) != std::string::npos;) {
            received.erase(at, received.find("\r\n", at + 2) - at);
        }
        return received;
    }
    std::string read_to_end() { return read_to("<there is no such thing>"); }
    void close() { socket_.reset(); }

private:
    net::Descriptor socket_;
};

inline std::string request(std::string_view method, std::string_view path, std::string_view body = {}) {
    std::string text =
        std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
    if (!body.empty()) {
        text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    }
    return text + "\r\n" + std::string(body);
}

/// The one answer on a connection of its own.
inline std::string ask(const App& app, std::string_view text) {
    Client client(app);
    client.send(text);
    return client.read_to_end();
}

inline std::string closing(std::string_view status, std::string_view type, std::string_view content) {
    return "HTTP/1.1 " + std::string(status) + "\r\n" +
           (type.empty() ? std::string() : "content-type: " + std::string(type) + "\r\n") +
           "content-length: " + std::to_string(content.size()) + "\r\nconnection: close\r\n\r\n" +
           std::string(content) + "<end>";
}

inline constexpr std::string_view text_type = "text/plain; charset=utf-8";
inline const std::string server_error =
    closing("500 Internal Server Error", "application/json", R"({"detail":"Internal Server Error"})");

}  // namespace fasterapi::testing
