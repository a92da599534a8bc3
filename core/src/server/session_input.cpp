#include <cerrno>

#include "http/percent.h"
#include "http/problem.h"
#include "server/session.h"

namespace fasterapi::server {

using Event = http1::RequestReader::Event;

/// One receive. A short one has emptied the connection; after a full one it is told again that there is more.
std::string_view Session::receive() {
    char* buffer = worker_.receive_buffer.get();
    const ssize_t got = connection_->receive(buffer, receive_buffer_bytes);
    if (got > 0) {
        return {buffer, static_cast<std::size_t>(got)};
    }
    if (got == 0) {
        end_of_input_ = true;
    } else if (errno != EAGAIN && errno != EINTR) {
        broken_ = true;
    }
    return {};
}

/// Read requests out of what is there, in place where it has just been received.
void Session::take(std::string_view received) {
    if (input_.empty()) {
        received.remove_prefix(read(received));
        if (!stopped_) {
            input_.append(received);
        }
        return;
    }
    input_.append(received);
    const std::size_t consumed = read(input_.view());
    if (!stopped_) {
        input_.consume(consumed);
        input_.shrink();
    }
}

/// @return how many bytes of `input` are done with.
std::size_t Session::read(std::string_view input) {
    std::size_t consumed = 0;
    while (may_read()) {
        const std::string_view rest = input.substr(consumed);
        if (held_) {
            consumed += begin(std::move(held_), rest);
            continue;
        }
        if (reader_.inside_body()) {
            consumed += receiving_ != nullptr ? continue_body(rest) : discard_body(rest);
            if (reader_.inside_body()) {
                return consumed;
            }
            continue;
        }
        if (rest.empty()) {
            starved_ = true;
            return consumed;
        }
        if (!parsing_) {
            parsing_ = worker_.take_exchange(*this);
        }
        const auto step = reader_.next(rest, parsing_->head_);
        consumed += step.consumed;
        if (step.event == Event::need_data) {
            if (!reader_.inside_head()) {
                worker_.give_back(std::move(parsing_));
            }
            starved_ = true;
            return consumed;
        }
        if (step.event == Event::refused) {
            refuse(step.error);
            return consumed;
        }
        parsing_->head_bytes_ = rest.substr(0, step.consumed);
        if (may_begin(*parsing_)) {
            consumed += begin(std::move(parsing_), input.substr(consumed));
        } else {
            parsing_->persist();
            held_ = std::move(parsing_);
        }
    }
    starved_ = false;
    return consumed;
}

/// Whether what comes next may be read now; where not, something else than arriving bytes makes it possible.
bool Session::may_read() const noexcept {
    if (stopped_ || broken_) {
        return false;
    }
    if (receiving_ != nullptr) {
        return !receiving_->body_error_ && receiving_->body_has_room();
    }
    if (reader_.inside_body() && !held_) {
        return true;
    }
    if (last_request_ || budget_ == 0 || output_.size() + waiting_bytes_ >= limits().response_buffer_bytes) {
        return false;
    }
    return exchanges_.empty() ||
           (!exclusive_ && !held_ && !worker_.draining && running_ < limits().pipelined_requests);
}

/// Beside others only what cannot disturb them.
bool Session::may_begin(const Exchange& exchange) const noexcept {
    return exchanges_.empty() || http::is_safe(exchange.head_.method);
}

/// The head is complete: take as much of the body as is there, and serve.
std::size_t Session::begin(Ref<Exchange> exchange, std::string_view rest) {
    std::size_t consumed = 0;
    --budget_;
    began_ = served_any_ = true;
    last_request_ = !exchange->head_.keep_alive;
    ++worker_.stats.requests;
    exchange->state_.began_ms = worker_.now_ms;
    exchange->path_ = http::percent_decode(exchange->head_.raw_path, exchange->decoded_path_);
    if (mounted_) {
        exchange->enter_mount(peer_->root_path);
    }
    if (reader_.inside_body()) {
        receiving_ = exchange.get();
        consumed = read_body(rest);
    } else {
        exchange->state_.body_complete = true;
    }
    serve(std::move(exchange));
    return consumed;
}

std::size_t Session::read_body(std::string_view input) {
    std::size_t consumed = 0;
    Exchange& exchange = *receiving_;
    while (may_read()) {
        const auto step = reader_.next(input.substr(consumed), exchange.head_);
        consumed += step.consumed;
        switch (step.event) {
            case Event::body: exchange.receive_body(step.body); break;
            case Event::end:
                exchange.state_.body_complete = true;
                receiving_ = nullptr;
                return consumed;
            case Event::refused: exchange.fail_body(step.error); return consumed;
            default: starved_ = true; return consumed;
        }
        window_bytes_ += step.body.size();
    }
    starved_ = false;
    return consumed;
}

/// For one that is served already.
std::size_t Session::continue_body(std::string_view input) {
    const Ref<Exchange> exchange(receiving_);
    const std::uint64_t before = exchange->state_.body_received;
    const std::size_t consumed = read_body(input);
    const bool news =
        exchange->state_.body_received != before || receiving_ == nullptr || exchange->body_error_;
    if (news && !exchange->finished() && exchange->observer_ != nullptr) {
        exchange->observer_->on_body();
    }
    return consumed;
}

/// The answer has gone out before the body was read: to save the connection, some of it is thrown away.
std::size_t Session::discard_body(std::string_view input) {
    std::size_t consumed = 0;
    while (discarded_ <= limits().drain_bytes) {
        const auto step = reader_.next(input.substr(consumed), worker_.no_head);
        consumed += step.consumed;
        discarded_ += step.consumed;  // chunk extensions count as well
        window_bytes_ += step.body.size();
        switch (step.event) {
            case Event::body: break;
            case Event::end: return consumed;
            case Event::need_data: starved_ = true; return consumed;
            default: stop(); return consumed;
        }
    }
    stop();
    return consumed;
}

void Session::serve(Ref<Exchange> exchange) {
    serving_ = exchange.get();
    exchange->state_.served = true;
    if (exchange->body_error_) {
        exchange->refuse(*exchange->body_error_);
    } else {
        worker_.endpoint.serve(*exchange);
    }
    if (!exchange->finished() && exchange->owners() == 1) {
        if (exchange->started()) {
            exchange->abort();
        } else {
            exchange->respond({.status = 500, .content_type = http::problem_content_type, .fields = {}},
                              http::problem_body(500));
        }
    }
    serving_ = nullptr;
    settle_served(std::move(exchange));
}

void Session::settle_served(Ref<Exchange> exchange) {
    if (exchange->finished() && exchanges_.empty()) {
        leave(std::move(exchange));
        return;
    }
    exchange->persist();
    if (!exchange->finished()) {
        exchange->state_.running = true;
        ++worker_.stats.requests_running;
        exclusive_ = exclusive_ || !http::is_safe(exchange->head_.method);
    }
    exchange->retain();
    exchanges_.push_back(*exchange);
    ++running_;
}

/// Nothing that follows can be understood: answered after all that was.
void Session::refuse(http::Error error) {
    Ref<Exchange> exchange = parsing_ ? std::move(parsing_) : worker_.take_exchange(*this);
    exchange->reset();
    exchange->carrier_ = this;
    exchange->state_.began_ms = worker_.now_ms;
    exchange->body_error_ = error;
    last_request_ = true;
    starved_ = false;
    serve(std::move(exchange));
}

/// The client has been too slow with what it is sending.
void Session::fail_late() {
    if (!late_) {
        return;
    }
    const http::Error error = *std::exchange(late_, std::nullopt);
    starved_ = false;
    if (!reader_.inside_body()) {
        refuse(error);
    } else if (receiving_ == nullptr) {
        stop();
    } else {
        const Ref<Exchange> exchange(receiving_);
        exchange->fail_body(error);
        if (!exchange->finished() && exchange->observer_ != nullptr) {
            exchange->observer_->on_body();
        }
    }
}

}  // namespace fasterapi::server
