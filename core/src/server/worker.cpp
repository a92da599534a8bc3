#include "server/worker.h"

#include <algorithm>
#include <csignal>
#include <memory>
#include <vector>

#include <sys/eventfd.h>

#include "server/acceptor.h"
#include "server/session.h"
#include "server/worker_state.h"

namespace fasterapi::server {

namespace {

// A client that resets its connection must not end the process. send() can be told so, sendfile() cannot: it
// raises SIGPIPE, and blocking that around each call would cost two system calls. Whoever handles the signal
// keeps his handler.
void ignore_broken_pipes() noexcept {
    struct sigaction current{};
    if (sigaction(SIGPIPE, nullptr, &current) == 0 && current.sa_handler == SIG_DFL) {
        std::signal(SIGPIPE, SIG_IGN);
    }
}

/// -1 is never.
int sooner(int left_ms, int right_ms) noexcept {
    if (left_ms < 0 || right_ms < 0) {
        return std::max(left_ms, right_ms);
    }
    return std::min(left_ms, right_ms);
}

/// Remembers that its descriptor was ready.
class Flag final : public net::EventHandler {
public:
    void on_events(std::uint32_t) override { set_ = true; }
    [[nodiscard]] bool set() const noexcept { return set_; }
    void clear() noexcept { set_ = false; }

private:
    bool set_ = false;
};

}  // namespace

class Worker::Implementation final : private net::EventHandler {
public:
    Implementation(const Settings& settings, Endpoint& endpoint, std::span<const int> listeners,
                   const Clock& clock)
        : state_(settings, endpoint, clock) {
        ignore_broken_pipes();
        wake_watch_ = state_.reactor.add(state_.wake_event.get(), EPOLLIN, *this);
        for (const int listener : listeners) {
            acceptors_.push_back(std::make_unique<Acceptor>(state_, net::Descriptor(listener)));
        }
    }
    ~Implementation() { close_all(); }

    bool poll(int timeout_ms) noexcept {
        foreign_.clear();
        state_.reactor.poll(has_pending() ? 0 : sooner(timeout_ms, next_deadline_ms()));
        return state_.reactor.has_collected() || has_pending() || next_deadline_ms() == 0;
    }

    void run() {
        state_.in_run = true;
        state_.update_time();
        state_.reactor.dispatch();
        state_.memory.dispatch();
        resume_ready();
        state_.timers.advance(state_.now_ms);
        bury();
        state_.access_log.flush(state_.now_ms);
        state_.in_run = false;
        if (has_pending() && !state_.polls_again) {
            state_.wake();
        }
    }

    [[nodiscard]] bool has_pending() const noexcept {
        return !state_.ready.empty() || !state_.closed.empty() || state_.memory.has_ready();
    }

    [[nodiscard]] int next_deadline_ms() const noexcept {
        const std::uint64_t now_ms = state_.clock.monotonic_ms();
        return sooner(state_.timers.next_ms(now_ms), state_.access_log.next_ms(now_ms));
    }

    std::unique_ptr<net::MemoryConnection> connect(Peer peer) {
        if (state_.draining) {
            return nullptr;
        }
        Ref<SharedPeer> shared(new SharedPeer);
        auto [server, client] = state_.memory.connect(peer);
        static_cast<Peer&>(*shared) = std::move(peer);
        // Memory can always be watched; it is in one of the worker's lists now.
        auto* session = new Session(state_, std::move(server), std::move(shared));
        (void)session->watch();
        return std::move(client);
    }

    void watch_foreign(int descriptor) {
        foreign_watch_ = state_.reactor.add(descriptor, EPOLLIN, foreign_);
        state_.polls_again = true;
    }
    [[nodiscard]] bool foreign_ready() const noexcept {
        return foreign_.set() || state_.reactor.has_collected(foreign_watch_);
    }

    void drain() {
        state_.draining = true;
        acceptors_.clear();
        // Each closes itself in its turn, unless it finds a request that has come meanwhile.
        IntrusiveList<Session, Session> idle;
        idle.take_all(state_.idle);
        while (!idle.empty()) {
            Session& session = idle.front();
            state_.idle.push_back(session);
            state_.make_ready(session);
        }
    }

    void close_all() {
        acceptors_.clear();
        for (auto* sessions : {&state_.idle, &state_.busy}) {
            while (!sessions->empty()) {
                sessions->front().cut();
            }
        }
        bury();
        state_.access_log.flush_all();
    }

    WorkerState& state() noexcept { return state_; }

private:
    void on_events(std::uint32_t) override {
        eventfd_t count = 0;
        eventfd_read(state_.wake_event.get(), &count);
    }

    /// Those that ask for another turn meanwhile get it in the next run().
    void resume_ready() {
        IntrusiveList<Session, ReadyTag> now;
        now.take_all(state_.ready);
        while (!now.empty()) {
            now.front().resume();
        }
    }

    void bury() noexcept {
        while (!state_.closed.empty()) {
            delete &state_.closed.pop_front();
        }
    }

    WorkerState state_;
    Flag foreign_;
    net::Reactor::Watch wake_watch_;
    net::Reactor::Watch foreign_watch_;
    std::vector<std::unique_ptr<Acceptor>> acceptors_;
};

Worker::Worker(const Settings& settings, Endpoint& endpoint, std::span<const int> listeners,
               const Clock& clock)
    : implementation_(std::make_unique<Implementation>(settings, endpoint, listeners, clock)) {}

Worker::~Worker() = default;

std::unique_ptr<net::MemoryConnection> Worker::connect(Peer peer) {
    return implementation_->connect(std::move(peer));
}

int Worker::descriptor() const noexcept {
    return implementation_->state().reactor.descriptor();
}

void Worker::watch_foreign(int descriptor) {
    implementation_->watch_foreign(descriptor);
}

bool Worker::foreign_ready() const noexcept {
    return implementation_->foreign_ready();
}

bool Worker::poll(int timeout_ms) noexcept {
    return implementation_->poll(timeout_ms);
}

void Worker::run() {
    implementation_->run();
}

bool Worker::has_pending() const noexcept {
    return implementation_->has_pending();
}

int Worker::next_deadline_ms() const noexcept {
    return implementation_->next_deadline_ms();
}

void Worker::wake() noexcept {
    implementation_->state().wake();
}

void Worker::on_access_log(std::function<void(std::string_view lines)> sink) {
    implementation_->state().access_log.set_sink(std::move(sink));
}

void Worker::on_error(std::function<void(std::string_view message)> sink) {
    implementation_->state().error_sink = std::move(sink);
}

void Worker::drain() {
    implementation_->drain();
}

bool Worker::drained() const noexcept {
    const WorkerState& state = implementation_->state();
    return state.draining && state.stats.connections_open == state.lingering;
}

void Worker::close_all() {
    implementation_->close_all();
}

const Stats& Worker::stats() const noexcept {
    return implementation_->state().stats;
}

}  // namespace fasterapi::server
