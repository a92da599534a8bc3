// A whole worker behind a Unix socket, its one client in the same thread: the time is that of both.
#include "server/worker.h"

#include <array>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/descriptor.h"
#include "net/listener.h"
#include "server/endpoint.h"
#include "server/exchange.h"
#include "server/settings.h"

namespace fasterapi::server {
namespace {

void say_hello(Exchange& exchange) {
    exchange.respond({.status = 200, .content_type = "text/plain", .fields = {}}, "Hello, World!");
}

class Hello final : public Endpoint {
public:
    void serve(Exchange& exchange) override { say_hello(exchange); }
};

/// Answers when all of a batch are there, as handlers that await do.
class Later final : public Endpoint {
public:
    void serve(Exchange& exchange) override { kept.emplace_back(&exchange); }
    std::vector<Ref<Exchange>> kept;
};

class Loop {
public:
    explicit Loop(Endpoint& endpoint)
        : path_(std::filesystem::temp_directory_path() / ("fasterapi-bench-" + std::to_string(getpid()))),
          worker_(settings_, endpoint, std::array{*net::listen_on({.unix_path = path_}, false)}, clock_),
          client_(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path_.c_str(), sizeof address.sun_path - 1);
        [[maybe_unused]] const int connected =
            connect(client_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
        std::filesystem::remove(path_);
        turn();
    }
    void turn() {
        worker_.poll(0);
        worker_.run();
    }
    void send(std::string_view bytes) const {
        benchmark::DoNotOptimize(::send(client_.get(), bytes.data(), bytes.size(), 0));
    }
    void receive() { benchmark::DoNotOptimize(recv(client_.get(), buffer_.data(), buffer_.size(), 0)); }

private:
    Settings settings_;
    SystemClock clock_;
    std::string path_;
    Worker worker_;
    net::Descriptor client_;
    std::array<char, 65536> buffer_;
};

std::string batch_of(std::int64_t depth) {
    std::string requests;
    for (std::int64_t i = 0; i < depth; ++i) {
        requests += "GET /plaintext HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n";
    }
    return requests;
}

void answered_at_once(benchmark::State& state) {
    Hello endpoint;
    Loop loop(endpoint);
    const std::string requests = batch_of(state.range(0));
    for (auto _ : state) {
        loop.send(requests);
        loop.turn();
        loop.receive();
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(answered_at_once)->Arg(1)->Arg(16)->Arg(64);

void answered_later(benchmark::State& state) {
    Later endpoint;
    Loop loop(endpoint);
    const std::string requests = batch_of(state.range(0));
    for (auto _ : state) {
        loop.send(requests);
        loop.turn();
        for (const auto& exchange : endpoint.kept) {
            say_hello(*exchange);
        }
        endpoint.kept.clear();
        loop.turn();
        loop.receive();
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(answered_later)->Arg(1)->Arg(16)->Arg(64);

}  // namespace
}  // namespace fasterapi::server
