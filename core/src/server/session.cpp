#include "server/session.h"

#include <cerrno>

namespace fasterapi::server {

namespace {

// One connection's share of a turn, so that 100,000 pipelined requests do not hold up the others.
constexpr std::uint32_t requests_per_turn = 64;

// Of what a client sends after it was told that nobody listens any more, in one turn.
constexpr std::size_t lingering_bytes_per_turn = 1024 * 1024;

}  // namespace

Session::Session(WorkerState& worker, std::unique_ptr<net::Transport> connection, Ref<SharedPeer> peer)
    : worker_(worker),
      connection_(std::move(connection)),
      peer_(std::move(peer)),
      reader_(worker.settings.limits),
      mounted_(peer_ && !peer_->root_path.empty()) {}

Session::~Session() = default;

bool Session::watch() {
    if (!connection_->watch(*this, EPOLLIN)) {
        return false;
    }
    interest_ = EPOLLIN;
    ++worker_.stats.connections_accepted;
    ++worker_.stats.connections_open;
    settle();
    return true;
}

/// A worker that stops accepting serves what has been sent already before it closes an idle connection.
void Session::resume() {
    turn(worker_.draining && (interest_ & EPOLLIN) != 0);
}

void Session::on_events(std::uint32_t events) {
    if (lingering_) {
        read_lingering();
        return;
    }
    const bool reads = (interest_ & EPOLLIN) != 0;
    const bool broken = (events & (EPOLLERR | EPOLLHUP)) != 0;
    if (broken && !reads) {
        cut();
        return;
    }
    blocked_ = blocked_ && (events & EPOLLOUT) == 0;
    client_left_ = client_left_ || (events & EPOLLRDHUP) != 0;
    turn(reads && (broken || (events & EPOLLIN) != 0));
}

void Session::turn(bool readable) {
    ListHook<ReadyTag>::unlink();
    in_turn_ = true;
    budget_ = requests_per_turn;
    output_.borrow_memory(worker_.spare_output);
    work(readable ? receive() : std::string_view());
    if (!broken_) {
        flush();
        tell_of_room();
    }
    in_turn_ = false;
    output_.return_memory(worker_.spare_output);
    if (broken_ || cuts_) {
        cut();
    } else {
        settle();
    }
}

void Session::work(std::string_view received) {
    do {
        again_ = false;
        promote();
        take(received);
        received = {};
        fail_late();
    } while (again_);
    // Behind what is unread there is an end: nobody waits for what runs.
    end_of_input_ = end_of_input_ || (client_left_ && !exchanges_.empty());
    if (end_of_input_) {
        finish_input();
    }
}

void Session::ask_for_turn() noexcept {
    if (in_turn_) {
        again_ = true;
    } else if (!ListHook<ReadyTag>::linked()) {
        worker_.make_ready(*this);
    }
}

bool Session::is_first(const Exchange& exchange) const noexcept {
    return exchanges_.empty() || &exchanges_.front() == &exchange;
}

void Session::promote() {
    while (!exchanges_.empty() && exchanges_.front().finished()) {
        Ref<Exchange> first(&exchanges_.pop_front());
        first->release();
        --running_;
        leave(std::move(first));
        if (exchanges_.empty()) {
            exclusive_ = false;
            return;
        }
        Exchange& next = exchanges_.front();
        if (next.held_output_) {
            waiting_bytes_ -= next.held_output_->size();
            output_.append_all(*next.held_output_);
            next.held_output_.reset();
        }
    }
}

/// All of its answer is in output_: nothing more is done for it.
void Session::leave(Ref<Exchange> exchange) {
    if (worker_.access_log.enabled()) {
        log(*exchange);
    }
    if (exchange->state_.running) {
        --worker_.stats.requests_running;
    }
    client_keeps_ = exchange->head_.keep_alive;
    if (receiving_ == exchange.get()) {
        receiving_ = nullptr;
        discarded_ = 0;
        client_keeps_ = true;  // it is sending still
    }
    const bool closes = exchange->state_.closes;
    if (exchange->state_.aborted) {
        cuts_ = true;
        reset_on_close_ = exchange->state_.framing == http1::ResponseFraming::until_close;
    }
    if (exchange->owners() == 1) {
        worker_.give_back(std::move(exchange));
    } else {
        exchange->persist();
        exchange->detach(shared_peer());
    }
    if (closes) {
        stop();
    }
}

void Session::log(const Exchange& exchange) {
    worker_.access_log.append({.client = shared_peer()->client_host,
                               .head = &exchange.head_,
                               .status = exchange.state_.status,
                               .content_bytes = exchange.state_.content_sent,
                               .duration_ms = worker_.now_ms - exchange.state_.began_ms,
                               .unix_seconds = worker_.unix_seconds},
                              worker_.now_ms);
}

/// Nothing more will come. What came whole is answered, unless an earlier request is running still: whoever
/// sent it is gone.
void Session::finish_input() noexcept {
    if (!exchanges_.empty() || starved_) {
        stop();
    }
}

/// Read no more requests; close when all that is written has been sent.
void Session::stop() noexcept {
    stopped_ = true;
    drop_exchanges();
}

void Session::drop_exchanges() noexcept {
    receiving_ = nullptr;
    waiting_bytes_ = 0;
    running_ = 0;
    while (!exchanges_.empty()) {
        const Ref<Exchange> exchange(&exchanges_.pop_front());
        exchange->release();
        disconnect(exchange);
    }
    held_.reset();  // nobody has seen it
}

void Session::disconnect(const Ref<Exchange>& exchange) noexcept {
    if (exchange->state_.running) {
        --worker_.stats.requests_running;
    }
    exchange->disconnect(shared_peer());
}

/// After every turn: what to wait for, how long, and among whom.
void Session::settle() {
    if (stopped_) {
        input_.clear();
        input_.shrink();
        parsing_.reset();
        if (output_.empty()) {
            close_or_linger();
            return;
        }
    }
    const bool reads = !stopped_ && !end_of_input_ && (starved_ || input_.size() < receive_buffer_bytes);
    const bool listens = !reads && !client_left_ && !end_of_input_;
    set_interest((reads ? EPOLLIN : 0U) | (listens ? EPOLLRDHUP : 0U) | (blocked_ ? EPOLLOUT : 0U));
    set_deadlines();
    if (phase_ == Phase::idle || (phase_ == Phase::first_head && !reader_.inside_head())) {
        if (worker_.draining) {
            cut();
            return;
        }
        worker_.idle.push_back(*this);
    } else {
        worker_.busy.push_back(*this);
    }
    budget_ = requests_per_turn;
    const bool sends_on = !output_.empty() && !blocked_;
    if (again_ || sends_on || (!starved_ && may_read())) {
        again_ = false;
        ask_for_turn();
    }
}

void Session::set_interest(std::uint32_t events) noexcept {
    if (events != interest_) {
        interest_ = events;
        connection_->set_events(events);
    }
}

/// A client that may still be sending must be able to read the answer: closing a socket with unread bytes
/// resets it.
void Session::close_or_linger() {
    if (end_of_input_ || !client_keeps_) {
        cut();
        return;
    }
    lingering_ = true;
    ++worker_.lingering;
    connection_->finish();
    set_interest(EPOLLIN);
    worker_.busy.push_back(*this);
    set_deadlines();
}

void Session::read_lingering() {
    for (std::size_t total = 0; total < lingering_bytes_per_turn;) {
        const ssize_t got = connection_->receive(worker_.receive_buffer.get(), receive_buffer_bytes);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
            return;
        }
        if (got <= 0) {
            cut();
            return;
        }
        total += static_cast<std::size_t>(got);
    }
}

void Session::cut() noexcept {
    if (closed_) {
        return;
    }
    stop();
    closed_ = true;
    worker_.timers.cancel(*this);
    connection_->close(reset_on_close_);
    ListHook<ReadyTag>::unlink();
    worker_.closed.push_back(*this);
    --worker_.stats.connections_open;
    worker_.lingering -= lingering_ ? 1 : 0;
}

Ref<SharedPeer> Session::shared_peer() {
    if (!peer_) {
        peer_ = Ref<SharedPeer>(new SharedPeer);
        static_cast<net::Peer&>(*peer_) = connection_->peer();
    }
    return peer_;
}

const Peer& Session::peer() {
    return *shared_peer();
}

}  // namespace fasterapi::server
