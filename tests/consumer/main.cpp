// A user's program: serves one route on a port that the system chooses, asks it, and stops.

#include <arpa/inet.h>
#include <fasterapi/app.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>

namespace {

/// What the server on that port of this machine sends for the request, until it closes the connection.
std::string ask(std::uint16_t port, std::string_view request) {
    const int client = socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in server{.sin_family = AF_INET,
                             .sin_port = htons(port),
                             .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)},
                             .sin_zero = {}};
    std::string response;
    if (connect(client, reinterpret_cast<const sockaddr*>(&server), sizeof server) == 0 &&
        send(client, request.data(), request.size(), MSG_NOSIGNAL) == ssize_t(request.size())) {
        char piece[4096];
        for (ssize_t size = 0; (size = recv(client, piece, sizeof piece, 0)) > 0;) {
            response.append(piece, std::size_t(size));
        }
    }
    close(client);
    return response;
}

}  // namespace

int main() {
    fasterapi::App app;
    app.get("/items/{id:int}", [](fasterapi::Request& request, fasterapi::Responder responder) {
        responder.json([&](fasterapi::JsonWriter& json) {
            json.begin_object().member("id", *request.parameter_as<int>("id")).end_object();
        });
    });
    app.listen({.port = 0});

    const std::string address = app.address();
    std::uint16_t port = 0;
    std::from_chars(address.data() + address.rfind(':') + 1, address.data() + address.size(), port);

    std::jthread server([&] { app.run(); });
    const std::string response =
        ask(port, "GET /items/7 HTTP/1.1\r\nHost: consumer.example\r\nConnection: close\r\n\r\n");
    app.stop();

    if (!response.starts_with("HTTP/1.1 200 ") || !response.ends_with("\r\n\r\n{\"id\":7}")) {
        std::cerr << "unexpected response: " << response << '\n';
        return 1;
    }
    return 0;
}
