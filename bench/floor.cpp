// The least a one-core HTTP/1.1 server can do on this machine: level-triggered epoll, no parsing. Each
// "\r\n\r\n" received is answered with one fixed response; all answers of one readable event leave in one
// send. Usage: floor PORT
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::string_view response =
    "HTTP/1.1 200 OK\r\n"
    "Content-Type: text/plain\r\n"
    "Content-Length: 13\r\n"
    "Server: floor\r\n"
    "Date: Sat, 21 Nov 2026 00:00:00 GMT\r\n"
    "\r\n"
    "Hello, World!";
constexpr std::string_view head_end = "\r\n\r\n";
constexpr std::size_t receive_bytes = 64 * 1024;
constexpr std::size_t most_heads = receive_bytes / 18 + 1;  // in one receive: "GET / HTTP/1.1" and its end
constexpr std::size_t descriptors = 64 * 1024;

// How many heads end in `in`; `matched` carries a terminator cut by a read.
std::size_t count_heads(std::string_view in, std::uint8_t& matched) {
    std::size_t heads = 0;
    for (std::size_t i = 0; i < in.size(); ++i) {
        if (matched == 0) {
            i = in.find('\r', i);
            if (i == std::string_view::npos) break;
        }
        if (in[i] != head_end[matched]) {
            matched = in[i] == '\r' ? 1 : 0;
        } else if (++matched == head_end.size()) {
            ++heads;
            matched = 0;
        }
    }
    return heads;
}

int listen_on(std::uint16_t port) {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const int one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool bound = bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    return bound && listen(listener, 4096) == 0 ? listener : -1;
}

class Floor {
public:
    explicit Floor(int listener) : listener_(listener) {
        for (std::size_t i = 0; i < most_heads; ++i)
            answers_ += response;
        watch(listener);
    }

    [[noreturn]] void run() {
        std::array<epoll_event, 512> ready;
        for (;;) {
            const int count = epoll_wait(poll_, ready.data(), static_cast<int>(ready.size()), -1);
            for (int i = 0; i < count; ++i) {
                const int fd = ready[static_cast<std::size_t>(i)].data.fd;
                fd == listener_ ? accept_all() : answer(fd);
            }
        }
    }

private:
    void watch(int fd) const {
        epoll_event event{.events = EPOLLIN, .data = {.fd = fd}};
        epoll_ctl(poll_, EPOLL_CTL_ADD, fd, &event);
    }

    void accept_all() {
        for (int fd; (fd = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
            if (static_cast<std::size_t>(fd) >= descriptors) {
                close(fd);
                continue;
            }
            const int one = 1;
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
            matched_[static_cast<std::size_t>(fd)] = 0;
            watch(fd);
        }
    }

    void answer(int fd) {
        const ssize_t got = recv(fd, in_.data(), in_.size(), 0);
        if (got <= 0) {
            close(fd);
            return;
        }
        const std::string_view in{in_.data(), static_cast<std::size_t>(got)};
        const std::size_t heads =
            std::min(most_heads, count_heads(in, matched_[static_cast<std::size_t>(fd)]));
        if (heads > 0) send(fd, answers_.data(), response.size() * heads, MSG_NOSIGNAL);
    }

    int listener_;
    int poll_ = epoll_create1(0);
    std::string answers_;  // most_heads of them
    std::vector<std::uint8_t> matched_ = std::vector<std::uint8_t>(descriptors);
    std::vector<char> in_ = std::vector<char>(receive_bytes);
};

}  // namespace

int main(int argc, char** argv) {
    const std::string_view argument = argc == 2 ? argv[1] : "";
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(argument.data(), argument.data() + argument.size(), port);
    if (error != std::errc{} || end != argument.data() + argument.size()) {
        std::fputs("usage: floor PORT\n", stderr);
        return 2;
    }
    const int listener = listen_on(port);
    if (listener < 0) {
        std::perror("floor");
        return 1;
    }
    Floor(listener).run();
}
