// The benchmark routes on libfasterapi, one worker. Usage: bench_app PORT
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include <fasterapi/app.h>

namespace {

using fasterapi::JsonWriter;
using fasterapi::Request;
using fasterapi::Responder;

void serve(std::uint16_t port) {
    std::uint64_t calls = 0;  // of one worker's handlers, so by one thread
    fasterapi::App app;
    app.get("/plaintext", [&calls](Request&, Responder responder) {
        ++calls;
        responder.text("Hello, World!");
    });
    app.get("/json", [&calls](Request&, Responder responder) {
        ++calls;
        responder.json(
            [](JsonWriter& json) { json.begin_object().member("message", "Hello, World!").end_object(); });
    });
    app.get("/calls", [&calls](Request&, Responder responder) { responder.text(std::to_string(calls)); });
    app.run({.port = port});
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view argument = argc == 2 ? argv[1] : "";
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(argument.data(), argument.data() + argument.size(), port);
    if (error != std::errc{} || end != argument.data() + argument.size()) {
        std::fputs("usage: bench_app PORT\n", stderr);
        return 2;
    }
    try {
        serve(port);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "bench_app: %s\n", failure.what());
        return 1;
    }
}
