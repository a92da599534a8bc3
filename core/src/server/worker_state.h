#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/byte_buffer.h"
#include "base/clock.h"
#include "base/intrusive_list.h"
#include "base/ref.h"
#include "http/date.h"
#include "http/request_head.h"
#include "net/descriptor.h"
#include "net/memory_transport.h"
#include "net/reactor.h"
#include "net/timer_wheel.h"
#include "server/access_log.h"
#include "server/endpoint.h"
#include "server/exchange.h"
#include "server/settings.h"
#include "server/worker.h"

namespace fasterapi::server {

class Session;

/// Tells the list of sessions with work to do from the list of all that are alike.
struct ReadyTag;

// One receive of a pipelined batch or of an upload; larger ones won nothing on loopback.
inline constexpr std::size_t receive_buffer_bytes = 64 * 1024;

/// What the connections of one worker share. It belongs to the worker's thread.
struct WorkerState {
    WorkerState(const Settings& frozen, Endpoint& root, const Clock& time);
    WorkerState(const WorkerState&) = delete;
    WorkerState& operator=(const WorkerState&) = delete;
    ~WorkerState();

    /// Look at the clock: once a turn, for everything in it.
    void update_time() noexcept;
    /// Value of a Date field.
    [[nodiscard]] std::string_view date() noexcept {
        if (!in_run) {
            update_time();  // an answer given between turns: nobody has looked at the clock for it
        }
        return date_.at(unix_seconds);
    }

    /// poll() would not see what is waiting, and nobody looks at it by itself: have it end.
    void wake_if_waiting() noexcept {
        if (!in_run && !polls_again) {
            wake();
        }
    }
    /// Have its resume() called in the next run(), or later in this one.
    void make_ready(Session& session) noexcept;
    /// End a poll(), from any thread.
    void wake() noexcept;

    /// Tell the operator, but not the same every turn.
    void report(std::string_view message);
    /// Make room by closing the connection that has waited longest for a request. @return false where none
    /// waits.
    bool cut_longest_idle() noexcept;

    /// An exchange for `carrier`, alone owned by the result.
    [[nodiscard]] Ref<Exchange> take_exchange(Carrier& carrier);
    /// Keep the memory of one that nobody else owns for the next take_exchange().
    void give_back(Ref<Exchange> exchange) noexcept;

    const Settings& settings;
    Endpoint& endpoint;
    const Clock& clock;
    net::Reactor reactor;
    net::MemoryReactor memory;
    net::TimerWheel timers;
    AccessLogWriter access_log;
    Stats stats;
    std::uint64_t now_ms;
    std::int64_t unix_seconds;
    net::Descriptor wake_event;
    bool draining = false;
    bool in_run = false;
    std::function<void(std::string_view)> error_sink;
    std::uint64_t most_connections;
    std::uint64_t lingering = 0;  ///< connections that have been answered for good
    bool polls_again = false;     ///< the owner looks at `ready` before it waits: no need to wake it

    std::unique_ptr<char[]> receive_buffer;
    ByteBuffer spare_output;
    std::vector<http::HeaderField> response_fields;  ///< scratch
    http::RequestHead no_head;                       ///< for reading what belongs to no exchange

    IntrusiveList<Session, ReadyTag> ready;  ///< have something to do in the next run()
    IntrusiveList<Session, Session> idle;    ///< between two requests, the longest idle first
    IntrusiveList<Session, Session> busy;    ///< all others
    IntrusiveList<Session, Session> closed;  ///< to be destroyed when nothing runs

private:
    http::DateCache date_;
    std::uint64_t next_report_ms_ = 0;
    Ref<Exchange> spare_exchange_;
};

}  // namespace fasterapi::server
