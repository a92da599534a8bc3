#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <fasterapi/limits.h>
#include <fasterapi/request.h>
#include <fasterapi/responder.h>
#include <fasterapi/response_head.h>

namespace fasterapi {

/// How one route takes requests.
struct RouteOptions {
    /// Call the handler as soon as the head is there; it takes the body by Request::read_body().
    bool stream_body = false;
    /// Longest body that is read as a whole, instead of Limits::body_bytes; more is answered 413.
    std::optional<std::uint64_t> body_bytes{};
};

/// Where and how to serve.
struct ServerOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8000;              ///< 0: the system chooses; App::address() tells
    std::string unix_path{};                ///< not empty: instead of host and port
    int descriptor = -1;                    ///< >= 0: a listening socket to inherit, instead of both
    std::uint32_t workers = 1;              ///< threads, each with its own loop
    std::string server_name = "FasterAPI";  ///< value of the Server field; empty: none is sent
    /// `connections` is for each worker; 0 divides what the process may hold among them.
    Limits limits{};

    enum class AccessLog : std::uint8_t { off, combined, json };
    AccessLog access_log = AccessLog::off;
    /// Called with whole lines, from the workers' threads, one at a time. Without it they go to standard
    /// output.
    std::function<void(std::string_view lines)> on_access_log{};
    /// The same for what an operator should know. Without it they go to standard error.
    std::function<void(std::string_view message)> on_error{};
};

/// A web application: declare routes, then run().
///
/// Handlers, filters and callbacks run on the workers' threads, several at once if there are several workers,
/// and must not block. What handlers, filters and tasks throw is reported, and the request answered 500;
/// callbacks must not throw.
class App {
public:
    using Handler = std::function<void(Request& request, Responder responder)>;
    /// Called before routing. One that answers, or keeps the responder, ends it there.
    using Before = std::function<void(Request& request, Responder& responder)>;
    /// Called with the head of every response, before it is sent.
    using After = std::function<void(const Request& request, ResponseHead& head)>;

    App();
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    /// Patterns are "/items/{id}", with converters as in "{id:int}", "{x:float}", "{id:uuid}", "{rest:path}";
    /// the first declared wins where several match. GET routes answer HEAD too, and all answer OPTIONS.
    /// @throws std::invalid_argument for a pattern that is none.
    App& get(std::string_view pattern, Handler handler, RouteOptions options = {});
    App& post(std::string_view pattern, Handler handler, RouteOptions options = {});
    App& put(std::string_view pattern, Handler handler, RouteOptions options = {});
    App& patch(std::string_view pattern, Handler handler, RouteOptions options = {});
    App& delete_(std::string_view pattern, Handler handler, RouteOptions options = {});
    App& route(std::initializer_list<std::string_view> methods, std::string_view pattern, Handler handler,
               RouteOptions options = {});
    App& before(Before filter);
    App& after(After filter);

    /// Open the sockets. @throws std::system_error where that fails.
    void listen(ServerOptions options = {});
    /// "http://127.0.0.1:8000", once it listens.
    [[nodiscard]] std::string address() const;

    /// Serve until stop(), SIGTERM or SIGINT: then no more is accepted, what runs is finished, and it
    /// returns. Both signals are blocked in the calling thread and its workers meanwhile; start other threads
    /// from within. A second signal cuts what still runs.
    void run();
    void run(ServerOptions options) {
        listen(std::move(options));
        run();
    }
    /// From any thread or signal handler.
    void stop() noexcept;

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace fasterapi
