#include <algorithm>
#include <charconv>

#include "http1/serializer.h"
#include "server/response_framing.h"
#include "server/session.h"

namespace fasterapi::server {

namespace {

// As much is sent without being copied first: a response of 1 MB then takes 2 us of user CPU instead of 25.
constexpr std::size_t uncopied_bytes = 64 * 1024;

/// Of a chunk whose content is in a file.
void append_chunk_size(ByteBuffer& out, std::uint64_t bytes) {
    constexpr std::size_t most_digits = 16;
    char* digits = out.prepare(most_digits);
    out.commit(static_cast<std::size_t>(std::to_chars(digits, digits + most_digits, bytes, 16).ptr - digits));
    out.append("\r\n");
}

}  // namespace

/// Append to where the exchange's answer goes: straight to the output, or beside it while earlier answers
/// come first.
template <class Append>
void Session::put(Exchange& exchange, Append append) {
    if (is_first(exchange)) {
        append(output_);
    } else {
        if (!exchange.held_output_) {
            exchange.held_output_ = std::make_unique<ResponseOutput>();
        }
        const std::size_t before = exchange.held_output_->size();
        append(*exchange.held_output_);
        waiting_bytes_ += exchange.held_output_->size() - before;
    }
    if (&exchange != serving_) {
        ask_for_turn();
    }
}

void Session::respond(Exchange& exchange, const ResponseHead& head, std::string_view content) {
    put(exchange, [&](ResponseOutput& out) {
        put_head(exchange, out.bytes(), head, content.size(), true);
        if (exchange.state_.sends_content) {
            exchange.state_.content_sent = content.size();
            append_content(out, content);
        }
    });
}

/// Long content goes out at once, and only what the connection does not take is copied.
void Session::append_content(ResponseOutput& out, std::string_view content) {
    if (content.size() >= uncopied_bytes && &out == &output_ && !blocked_ && !broken_) {
        const auto sent = output_.send_to(*connection_, content);
        blocked_ = sent == ResponseOutput::Sent::blocked;
        broken_ = sent == ResponseOutput::Sent::failed;
        if (blocked_) {
            set_write_deadline();
        }
    }
    out.bytes().append(content);
}

void Session::start(Exchange& exchange, const ResponseHead& head, std::optional<std::uint64_t> length) {
    put(exchange, [&](ResponseOutput& out) { put_head(exchange, out.bytes(), head, length, false); });
}

void Session::put_head(Exchange& exchange, ByteBuffer& out, const ResponseHead& head,
                       std::optional<std::uint64_t> length, bool whole) {
    const FramingFields fields = take_framing_fields(head.fields, worker_.response_fields);
    const ResponseFraming framing =
        whole ? frame_whole(exchange.head_, head.status, *length, fields.content_length)
              : frame_pieces(exchange.head_, head.status, length ? length : fields.content_length);
    auto& state = exchange.state_;
    state.closes = state.closes || fields.close || !exchange.head_.keep_alive ||
                   must_close_after(exchange, whole) ||
                   framing.framing == http1::ResponseFraming::until_close;
    state.sends_content = framing.sends_content;
    state.framing = framing.framing;
    state.content_left = framing.content_length;
    http1::write_head(out, head.status, head.content_type, fields.others,
                      {.version = exchange.head_.version,
                       .keep_alive = !state.closes,
                       .framing = framing.framing,
                       .content_length = framing.content_length,
                       .date = worker_.date(),
                       .server = worker_.settings.server_name});
}

/// What is left of its body will not be read, or the worker is stopping and nothing is to come after it.
bool Session::must_close_after(const Exchange& exchange, bool whole) const noexcept {
    if (worker_.draining &&
        (exchanges_.empty() || &exchanges_.back() == &exchange || &exchange == serving_)) {
        return true;
    }
    if (receiving_ != &exchange) {
        return false;
    }
    const auto& state = exchange.state_;
    if (exchange.body_error_) {
        return true;
    }
    if (state.body_wanted && !whole) {
        return false;  // it may be read while the response goes out
    }
    // A client that was not told to continue may send its body or not: nobody can say where the next request
    // begins.
    return exchange.waits_for_continue() ||
           (exchange.head_.framing == http::Framing::length &&
            exchange.head_.content_length - state.body_received > limits().drain_bytes);
}

void Session::write(Exchange& exchange, std::string_view content) {
    auto& state = exchange.state_;
    if (!state.sends_content) {
        return;
    }
    if (state.framing == http1::ResponseFraming::length) {
        content = content.substr(
            0, static_cast<std::size_t>(std::min<std::uint64_t>(content.size(), state.content_left)));
        state.content_left -= content.size();
    }
    state.content_sent += content.size();
    put(exchange, [&](ResponseOutput& out) {
        if (state.framing == http1::ResponseFraming::chunked) {
            http1::write_chunk(out.bytes(), content);
        } else {
            append_content(out, content);
        }
    });
}

void Session::write_file(Exchange& exchange, int descriptor, std::uint64_t offset, std::uint64_t length) {
    net::Descriptor file(descriptor);
    auto& state = exchange.state_;
    if (!state.sends_content) {
        return;
    }
    if (state.framing == http1::ResponseFraming::length) {
        length = std::min(length, state.content_left);
        state.content_left -= length;
    }
    state.content_sent += length;
    put(exchange, [&](ResponseOutput& out) {
        const bool chunked = state.framing == http1::ResponseFraming::chunked;
        if (chunked) {
            append_chunk_size(out.bytes(), length);
        }
        out.append_file(std::move(file), offset, length);
        if (chunked) {
            out.bytes().append("\r\n");
        }
    });
}

void Session::end(Exchange& exchange) {
    auto& state = exchange.state_;
    if (state.sends_content && state.framing == http1::ResponseFraming::length && state.content_left > 0) {
        abort(exchange);  // fewer bytes than promised: only a cut connection tells the client
        return;
    }
    put(exchange, [&](ResponseOutput& out) {
        if (state.sends_content && state.framing == http1::ResponseFraming::chunked) {
            out.bytes().append(http1::last_chunk);
        }
    });
}

void Session::abort(Exchange& exchange) {
    exchange.state_.aborted = exchange.state_.closes = true;
    if (&exchange != serving_) {
        ask_for_turn();
    }
}

void Session::want_body(Exchange& exchange) {
    auto& state = exchange.state_;
    if (receiving_ != &exchange) {
        return;
    }
    if (state.body_wanted && !state.started && exchange.waits_for_continue()) {
        state.continue_sent = true;
        put(exchange, [](ResponseOutput& out) { out.bytes().append(http1::continue_response); });
    }
    if (!starved_ && &exchange != serving_) {
        ask_for_turn();
    }
}

std::size_t Session::unsent(const Exchange& exchange) const noexcept {
    if (is_first(exchange)) {
        return output_.size();
    }
    return exchange.held_output_ ? exchange.held_output_->size() : 0;
}

/// One send for all that was written in this turn.
void Session::flush() {
    if (blocked_) {
        return;
    }
    const std::size_t before = output_.size();
    const auto sent = output_.send_to(*connection_);
    if (output_.empty()) {
        write_deadline_ms_ = 0;
    } else if (output_.size() < before || write_deadline_ms_ == 0) {
        set_write_deadline();
    }
    blocked_ = sent == ResponseOutput::Sent::blocked;
    broken_ = sent == ResponseOutput::Sent::failed;
}

/// The one that is being sent may write on once half of what held it up has gone.
void Session::tell_of_room() {
    if (exchanges_.empty() || output_.size() >= limits().response_buffer_bytes / 2) {
        return;
    }
    Exchange& first = exchanges_.front();
    if (first.awaits_writable_ && !first.finished()) {
        first.awaits_writable_ = false;
        if (first.observer_ != nullptr) {
            first.observer_->on_writable();
        }
    }
}

}  // namespace fasterapi::server
