#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <fasterapi/json_writer.h>
#include <fasterapi/mailbox.h>
#include <fasterapi/request.h>
#include <fasterapi/response_stream.h>

namespace fasterapi {

class AppWorker;

/// Answers one request, once: within the handler, or kept and used later on the same worker (see mailbox()).
/// One that is destroyed unanswered answers 500. Header values with CR, LF or NUL, which would split
/// the response, are answered 500 instead of sent.
class Responder {
public:
    Responder(Responder&& other) noexcept;
    Responder& operator=(Responder&& other) noexcept;
    ~Responder();

    /// "text/plain; charset=utf-8".
    void text(std::string_view content, int status = 200);
    /// `write` is called with a JsonWriter; what it leaves incomplete is answered 500.
    template <std::invocable<JsonWriter&> Write>
    void json(Write&& write, int status = 200) {
        JsonWriter writer = begin_json();
        std::forward<Write>(write)(writer);
        end_json(std::move(writer), status);
    }
    /// Any content. A Content-Type is sent if it is among `headers`; Content-Length and Transfer-Encoding are
    /// the engine's own.
    void send(int status, std::span<const Header> headers, std::string_view content);
    void send(int status, std::initializer_list<Header> headers, std::string_view content) {
        send(status, std::span(headers.begin(), headers.size()), content);
    }
    /// A whole file by sendfile; 404 where it cannot be read.
    void file(const std::string& path, std::string_view content_type);
    /// A response in pieces: of known `length`, or chunked.
    [[nodiscard]] ResponseStream stream(int status, std::span<const Header> headers,
                                        std::optional<std::uint64_t> length = {});
    [[nodiscard]] ResponseStream stream(int status, std::initializer_list<Header> headers,
                                        std::optional<std::uint64_t> length = {}) {
        return stream(status, std::span(headers.begin(), headers.size()), length);
    }

    /// It has answered, or was moved from.
    [[nodiscard]] bool answered() const noexcept;
    /// The client has gone; an answer would go nowhere.
    [[nodiscard]] bool disconnected() const noexcept;
    /// Called on the worker's thread when the client goes before it was answered.
    void on_disconnect(std::function<void()> callback);
    /// To come back to this worker's thread from another.
    [[nodiscard]] Mailbox mailbox() const;

private:
    friend class RequestAccess;
    Responder(server::Exchange& exchange, AppWorker& worker) noexcept;

    [[nodiscard]] JsonWriter begin_json();
    void end_json(JsonWriter writer, int status);
    void release() noexcept;

    server::Exchange* exchange_;
    AppWorker* worker_;
};

}  // namespace fasterapi
