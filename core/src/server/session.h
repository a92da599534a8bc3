#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "base/byte_buffer.h"
#include "base/intrusive_list.h"
#include "base/ref.h"
#include "http1/request_reader.h"
#include "net/reactor.h"
#include "net/timer_wheel.h"
#include "net/transport.h"
#include "server/exchange.h"
#include "server/response_output.h"
#include "server/worker_state.h"

namespace fasterapi::server {

/// One HTTP/1 connection: reads requests, has them served, sends the answers in order.
///
/// All it does happens in turns of its own, begun by events, deadlines or WorkerState::ready. What endpoints
/// call between or within turns only appends to an output and asks for a turn, so that nothing recurses and
/// nothing is destroyed under a caller. session.cpp has its life, session_input.cpp the way of the requests
/// in, session_output.cpp that of the answers out, session_deadlines.cpp how long each may take.
class Session final : public ListHook<Session>,
                      public ListHook<ReadyTag>,
                      private Carrier,
                      private net::EventHandler,
                      private net::Timer {
public:
    /// `peer` is given where it says more than the connection itself can.
    Session(WorkerState& worker, std::unique_ptr<net::Transport> connection, Ref<SharedPeer> peer = {});
    ~Session();

    /// Begin. @return false where the connection cannot be watched: destroy it.
    [[nodiscard]] bool watch();
    /// Read what has come already. For connections whose first bytes are there when they are accepted.
    void read_now() { turn(true); }
    /// The turn that was asked for.
    void resume();
    /// Close at once, without a word; exchanges learn of it. It is destroyed later, with WorkerState::closed.
    void cut() noexcept;

private:
    /// What the reading half waits for; each has its own deadline.
    enum class Phase : std::uint8_t { nothing, first_head, head, idle, body, linger };

    // --- Carrier
    void respond(Exchange& exchange, const ResponseHead& head, std::string_view content) override;
    void start(Exchange& exchange, const ResponseHead& head, std::optional<std::uint64_t> length) override;
    void write(Exchange& exchange, std::string_view content) override;
    void write_file(Exchange& exchange, int descriptor, std::uint64_t offset, std::uint64_t length) override;
    void end(Exchange& exchange) override;
    void abort(Exchange& exchange) override;
    void want_body(Exchange& exchange) override;
    [[nodiscard]] std::size_t unsent(const Exchange& exchange) const noexcept override;
    [[nodiscard]] const Peer& peer() override;
    [[nodiscard]] const http::Limits& limits() const noexcept override { return worker_.settings.limits; }

    // --- turns (session.cpp)
    void on_events(std::uint32_t events) override;
    void turn(bool readable);
    void work(std::string_view received);
    void ask_for_turn() noexcept;
    void promote();
    void leave(Ref<Exchange> exchange);
    void log(const Exchange& exchange);
    void finish_input() noexcept;
    void stop() noexcept;
    void drop_exchanges() noexcept;
    void disconnect(const Ref<Exchange>& exchange) noexcept;
    void settle();
    void set_interest(std::uint32_t events) noexcept;
    void close_or_linger();
    void read_lingering();
    [[nodiscard]] bool is_first(const Exchange& exchange) const noexcept;
    [[nodiscard]] Ref<SharedPeer> shared_peer();

    // --- requests (session_input.cpp)
    [[nodiscard]] std::string_view receive();
    void take(std::string_view received);
    [[nodiscard]] std::size_t read(std::string_view input);
    [[nodiscard]] std::size_t begin(Ref<Exchange> exchange, std::string_view rest);
    [[nodiscard]] std::size_t read_body(std::string_view input);
    [[nodiscard]] std::size_t continue_body(std::string_view input);
    [[nodiscard]] std::size_t discard_body(std::string_view input);
    [[nodiscard]] bool may_read() const noexcept;
    [[nodiscard]] bool may_begin(const Exchange& exchange) const noexcept;
    void serve(Ref<Exchange> exchange);
    void settle_served(Ref<Exchange> exchange);
    void refuse(http::Error error);
    void fail_late();

    // --- answers (session_output.cpp)
    template <class Append>
    void put(Exchange& exchange, Append append);
    void put_head(Exchange& exchange, ByteBuffer& out, const ResponseHead& head,
                  std::optional<std::uint64_t> length, bool whole);
    void append_content(ResponseOutput& out, std::string_view content);
    [[nodiscard]] bool must_close_after(const Exchange& exchange, bool whole) const noexcept;
    void flush();
    void tell_of_room();

    // --- deadlines (session_deadlines.cpp)
    void on_deadline() override;
    void set_deadlines();
    [[nodiscard]] Phase phase_now() const noexcept;
    [[nodiscard]] std::uint32_t timeout_of(Phase phase) const noexcept;
    void set_write_deadline() noexcept;
    void file_deadline() noexcept;
    void on_read_deadline();

    WorkerState& worker_;
    std::unique_ptr<net::Transport> connection_;
    std::uint32_t interest_ = 0;
    Ref<SharedPeer> peer_;  ///< once somebody asked

    http1::RequestReader reader_;
    ByteBuffer input_;               ///< received, not yet read
    Ref<Exchange> parsing_;          ///< its head has begun
    Ref<Exchange> held_;             ///< its head is complete, but others must finish first
    Exchange* receiving_ = nullptr;  ///< its body is not complete
    Exchange* serving_ = nullptr;    ///< its endpoint is running
    /// Served and not yet answered to the end, in order, each owned once; the first writes to output_.
    IntrusiveList<Exchange, Exchange> exchanges_;
    ResponseOutput output_;
    std::size_t waiting_bytes_ = 0;  ///< of answers behind the first exchange's
    std::size_t discarded_ = 0;      ///< of the body that nobody reads

    std::uint64_t read_deadline_ms_ = 0;
    std::uint64_t write_deadline_ms_ = 0;
    std::uint64_t window_bytes_ = 0;  ///< of the body, since the deadline was set
    std::size_t unacknowledged_ = 0;  ///< on their way, when the write deadline was set

    std::uint32_t running_ = 0;  ///< exchanges_' size
    std::uint32_t budget_ = 0;   ///< requests that may begin in this turn
    Phase phase_ = Phase::nothing;
    std::optional<http::Error> late_;  ///< a deadline that the next turn has to answer for
    bool mounted_ = false;             ///< at peer_->root_path
    bool closed_ = false;
    bool in_turn_ = false;
    bool again_ = false;   ///< something has changed behind the back of this turn
    bool starved_ = true;  ///< nothing can be read until more arrives
    bool began_ = false;   ///< a request has begun since the deadlines were set
    bool served_any_ = false;
    bool last_request_ = false;  ///< nothing is read behind the request that was read last
    bool exclusive_ = false;     ///< what runs is not safe to run beside others
    bool client_keeps_ = false;  ///< the client means to send on
    bool end_of_input_ = false;  ///< the client has sent its last byte
    bool client_left_ = false;   ///< the same, seen while nothing was being read
    bool blocked_ = false;       ///< the connection takes no more now
    bool stopped_ = false;       ///< nothing is read any more; the connection closes after what is unsent
    bool lingering_ = false;
    bool cuts_ = false;  ///< an answer cannot be finished: close after this turn, whatever is unsent
    bool reset_on_close_ = false;  ///< the end of the connection would look like that of the content
    bool broken_ = false;          ///< the connection is of no use any more
};

}  // namespace fasterapi::server
