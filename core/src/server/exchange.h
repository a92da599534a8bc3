#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/byte_buffer.h"
#include "base/intrusive_list.h"
#include "base/ref.h"
#include "http/error.h"
#include "http/header_field.h"
#include "http/limits.h"
#include "http/request_head.h"
#include "http1/serializer.h"
#include "net/peer.h"
#include "route/router.h"
#include "server/response_output.h"

namespace fasterapi::server {

class Exchange;
class Session;
struct SharedPeer;

/// Status and fields of a response. `fields` are valid (http::is_token, http::is_field_value). Among them
/// Content-Length, Transfer-Encoding and Connection are recognised: a length given for a streamed
/// body is kept, "Connection: close" is obeyed, Transfer-Encoding is the engine's own and dropped.
struct ResponseHead {
    int status = 200;
    std::string_view content_type;  ///< empty: none is sent
    std::span<const http::HeaderField> fields;
};

/// What is known of the connection an exchange came by.
struct Peer : net::Peer {
    /// Where the application is mounted, such as "/api": paths may have it in front of what routes match.
    std::string root_path;
    /// Tells those without a socket apart, as whoever makes them counts them; 0 for all others.
    std::uint64_t connection = 0;
};

/// A Peer that connection and exchanges own together.
struct SharedPeer final : Peer, RefCounted<SharedPeer> {};

/// What carries exchanges: an HTTP/1 connection, an HTTP/2 stream, memory. The calls are Exchange's, already
/// checked.
class Carrier {
public:
    virtual void respond(Exchange& exchange, const ResponseHead& head, std::string_view content) = 0;
    virtual void start(Exchange& exchange, const ResponseHead& head, std::optional<std::uint64_t> length) = 0;
    virtual void write(Exchange& exchange, std::string_view content) = 0;
    /// Takes over `descriptor`.
    virtual void write_file(Exchange& exchange, int descriptor, std::uint64_t offset,
                            std::uint64_t length) = 0;
    virtual void end(Exchange& exchange) = 0;
    virtual void abort(Exchange& exchange) = 0;
    /// The body is wanted: answer "Expect: 100-continue", read on if reading had paused.
    virtual void want_body(Exchange& exchange) = 0;
    /// Response bytes that the peer has not taken yet.
    [[nodiscard]] virtual std::size_t unsent(const Exchange& exchange) const noexcept = 0;
    [[nodiscard]] virtual const Peer& peer() = 0;
    [[nodiscard]] virtual const http::Limits& limits() const noexcept = 0;

protected:
    ~Carrier() = default;
};

/// Learns what happens to an exchange that is served later. Called on the worker's thread, from its turn, and
/// never from within a call that the endpoint itself makes on the exchange.
class ExchangeObserver {
public:
    /// More of the body is there, it is complete, or it failed.
    virtual void on_body() noexcept = 0;
    /// The response bytes waiting fell below the low-water mark (half of response_buffer_bytes), after
    /// may_write() was false.
    virtual void on_writable() noexcept = 0;
    /// The client has gone, or the worker gave up waiting: nothing can be answered any more.
    virtual void on_disconnect() noexcept = 0;

protected:
    ~ExchangeObserver() = default;
};

/// An observer that its exchange owns.
class OwnedObserver : public ExchangeObserver {
public:
    virtual ~OwnedObserver() = default;
};

/// Sees the head of a response before it is sent, and may put another in its place.
class ResponseFilter {
public:
    /// What the result shows stays valid until the next call.
    [[nodiscard]] virtual ResponseHead on_response(Exchange& exchange, const ResponseHead& head) = 0;

protected:
    ~ResponseFilter() = default;
};

/// One request and its response, whatever carried them. Lives on one thread. It may outlive what carried it:
/// disconnected() is then true and what is still written goes nowhere.
///
/// The request half is views into received bytes. They are valid during Endpoint::serve(); before serve()
/// returns to the connection, an exchange that is kept copies them once (persist()), after which they live as
/// long as it does.
class Exchange final : public RefCounted<Exchange>, public ListHook<Exchange> {
public:
    explicit Exchange(Carrier& carrier) noexcept : carrier_(&carrier) {}
    ~Exchange();

    // --- request
    [[nodiscard]] const http::RequestHead& head() const noexcept { return head_; }
    /// The path percent-decoded once.
    [[nodiscard]] std::string_view path() const noexcept { return path_; }
    /// The rest of it where the application is mounted somewhere (Peer::root_path). Empty for the mount point
    /// itself.
    [[nodiscard]] std::string_view path_in_mount() const noexcept { return path_.substr(mount_bytes_); }
    /// The route that matched and the values of its parameters.
    [[nodiscard]] const route::Match& match() const noexcept { return match_; }
    [[nodiscard]] const Peer& peer() const;

    // --- request body
    /// Bytes received, decoded and not yet consumed.
    [[nodiscard]] std::string_view body() const noexcept {
        return body_view_.empty() ? body_.view() : body_view_;
    }
    void consume_body(std::size_t bytes) noexcept;
    /// No more will come than body() holds.
    [[nodiscard]] bool body_complete() const noexcept { return state_.body_complete; }
    /// Why the rest of the body will never come.
    [[nodiscard]] std::optional<http::Error> body_error() const noexcept { return body_error_; }
    /// Ask for the body; the observer's on_body() tells of what comes. Without this call at most
    /// limits().body_buffer_bytes are received, and "100 Continue" is not sent.
    /// `limit` bounds the body, for readers of the whole: a longer one gets body_error() body_too_large,
    /// within this very call where its length is known, so look at body_error() after it.
    void want_body(std::uint64_t limit);
    /// For want_body(), by readers that consume_body() as it comes: any length, and reading pauses while
    /// body() holds limits().body_buffer_bytes.
    static constexpr std::uint64_t unlimited = ~std::uint64_t{0};

    // --- response: respond() once, or start(), write() or write_file() any number of times, end()
    [[nodiscard]] bool started() const noexcept { return state_.started; }
    [[nodiscard]] bool finished() const noexcept { return state_.finished; }
    [[nodiscard]] bool disconnected() const noexcept { return carrier_ == nullptr; }
    /// The whole response. For HEAD, 204 and 304 no content is sent, its length is (not for 204).
    void respond(const ResponseHead& head, std::string_view content);
    /// {"detail": explanation} with the error's status; the connection closes.
    void refuse(http::Error error);
    /// A response in pieces; of unknown length it is chunked, or ends with the connection for HTTP/1.0.
    void start(const ResponseHead& head, std::optional<std::uint64_t> length);
    void write(std::string_view content);
    /// A piece out of a file, by sendfile. Takes over `descriptor`.
    void write_file(int descriptor, std::uint64_t offset, std::uint64_t length);
    void end();
    /// Cut the connection: an answer that has started cannot be finished.
    void abort();
    /// Below the high-water mark (response_buffer_bytes); else wait for on_writable().
    [[nodiscard]] bool may_write() const noexcept;
    /// What has been answered so far; 0 before.
    [[nodiscard]] int status() const noexcept { return state_.status; }

    // --- being served later
    void observe(ExchangeObserver* observer) noexcept { observer_ = observer; }
    /// The same, and keep it until the exchange is finished, disconnected or observed by another that it
    /// owns.
    void observe(std::unique_ptr<OwnedObserver> observer) noexcept {
        observer_ = observer.get();
        owned_observer_ = std::move(observer);
    }
    [[nodiscard]] OwnedObserver* owned_observer() const noexcept { return owned_observer_.get(); }
    /// Whatever answers it, the engine included.
    void filter_response(ResponseFilter* filter) noexcept { filter_ = filter; }
    /// Copy what the views show, once. Called by the carrier; an endpoint that hands views to
    /// others (another thread) calls it earlier.
    void persist();

private:
    friend class Session;
    friend class Application;
    friend class DirectCarrier;
    friend struct WorkerState;

    /// The path is known: see which part of it is the mount's.
    void enter_mount(std::string_view root_path) noexcept;
    /// Forget everything but some memory, to be used for another request.
    void reset() noexcept;
    /// The carrier is done with this exchange.
    void detach(Ref<SharedPeer> peer) noexcept;
    /// The carrier has gone.
    void disconnect(Ref<SharedPeer> peer) noexcept;
    void receive_body(std::string_view bytes);
    void fail_body(http::Error error) noexcept;
    [[nodiscard]] bool body_has_room() const noexcept;
    /// The client sends its body when it is told to, or when it is tired of waiting.
    [[nodiscard]] bool waits_for_continue() const noexcept {
        return head_.expects_continue && !state_.continue_sent && state_.body_received == 0;
    }

    /// What is zero at the start of every request.
    struct State {
        std::uint64_t body_limit = 0;
        std::uint64_t body_received = 0;
        std::uint64_t content_left = 0;  ///< of a response whose length is known
        std::uint64_t content_sent = 0;
        std::uint64_t began_ms = 0;
        int status = 0;
        bool body_complete = false;
        bool body_wanted = false;
        bool continue_sent = false;
        bool served = false;
        bool started = false;
        bool finished = false;
        bool running = false;        ///< its endpoint will answer later
        bool sends_content = false;  ///< not for HEAD, 204 and 304
        bool closes = false;         ///< the connection, after this response
        bool aborted = false;
        http1::ResponseFraming framing = http1::ResponseFraming::none;
    };

    Carrier* carrier_ = nullptr;
    ExchangeObserver* observer_ = nullptr;
    std::unique_ptr<OwnedObserver> owned_observer_;
    ResponseFilter* filter_ = nullptr;
    State state_;
    std::size_t mount_bytes_ = 0;           ///< of path_
    mutable bool awaits_writable_ = false;  ///< may_write() was false
    std::optional<http::Error> body_error_;
    http::RequestHead head_;
    std::string_view path_;
    std::string_view head_bytes_;  ///< what the head's views point into
    std::string_view body_view_;   ///< body still in the connection's bytes; else it is in body_
    ByteBuffer body_;
    std::string decoded_path_;
    route::Match match_;
    std::unique_ptr<char[]> kept_;                 ///< the head's bytes once persisted
    std::unique_ptr<ResponseOutput> held_output_;  ///< while answers to earlier requests go first
    Ref<SharedPeer> peer_;                         ///< once detached
};

}  // namespace fasterapi::server
