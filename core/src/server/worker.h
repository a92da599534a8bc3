#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "base/clock.h"
#include "net/memory_transport.h"
#include "server/endpoint.h"
#include "server/exchange.h"
#include "server/settings.h"

namespace fasterapi::server {

/// Counts since the worker's start, for tests, logs and metrics.
struct Stats {
    std::uint64_t connections_accepted = 0;
    std::uint64_t connections_open = 0;
    std::uint64_t requests = 0;
    std::uint64_t requests_running = 0;
};

/// One loop: a reactor, its listeners, its connections and their deadlines, all on the thread that calls it.
///
/// A turn is poll() and then run(). They are apart so that a caller can release a lock around poll() alone.
class Worker {
public:
    /// Takes over the listening descriptors. `endpoint`, `settings` and `clock` outlive the worker.
    Worker(const Settings& settings, Endpoint& endpoint, std::span<const int> listeners, const Clock& clock);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// A connection over memory, served as those of the listeners are. `peer` is what its requests show of
    /// it. @return its client's end; nothing after drain().
    [[nodiscard]] std::unique_ptr<net::MemoryConnection> connect(Peer peer);

    /// The epoll descriptor; readable when a turn has something to do (deadlines apart: see
    /// next_deadline_ms()).
    [[nodiscard]] int descriptor() const noexcept;
    /// Let the owner's own descriptor end a poll(): foreign_ready() then tells. For asyncio's selector inside
    /// this loop.
    void watch_foreign(int descriptor);
    [[nodiscard]] bool foreign_ready() const noexcept;  ///< since the last poll()

    /// Wait at most `timeout_ms` (-1: without end), less if a deadline of a connection comes first, not at
    /// all where run() has work waiting. Runs no endpoint. @return whether run() has something to do.
    bool poll(int timeout_ms) noexcept;
    /// Do what is due: serve what arrived, resume what is ready, fire deadlines, flush each connection once.
    void run();
    /// Work is waiting that poll() would not block for (an answer given outside run(), a connection to serve
    /// on).
    [[nodiscard]] bool has_pending() const noexcept;
    /// Milliseconds to the next deadline; -1 for none.
    [[nodiscard]] int next_deadline_ms() const noexcept;

    /// End a poll() from any thread or signal handler; wake-ups coalesce.
    void wake() noexcept;

    /// Called at the end of a run() with complete access log lines, each ended by "\n"; never while a request
    /// is served.
    void on_access_log(std::function<void(std::string_view lines)> sink);
    /// Called with a sentence that an operator should read (out of descriptors, ...), rate limited.
    void on_error(std::function<void(std::string_view message)> sink);

    /// Stop accepting, close idle connections, let running requests finish ("Connection: close").
    void drain();
    /// After drain(): nothing is running or unsent any more.
    [[nodiscard]] bool drained() const noexcept;
    /// Cut what is left; every exchange learns of its disconnect.
    void close_all();

    [[nodiscard]] const Stats& stats() const noexcept;

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace fasterapi::server
