#include "server/direct_carrier.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "http/ascii.h"
#include "http/content_length.h"
#include "http/problem.h"
#include "net/descriptor.h"
#include "server/response_framing.h"

namespace fasterapi::server {

namespace {

/// Copies into memory that was counted before.
class Copier {
public:
    explicit Copier(char* into) noexcept : into_(into) {}

    std::string_view operator()(std::string_view text) noexcept {
        char* const from = into_;
        text.copy(from, text.size());
        into_ += text.size();
        return {from, text.size()};
    }

private:
    char* into_;
};

std::size_t bytes_in(const DirectRequest& request) noexcept {
    constexpr std::size_t question_mark = 1;
    std::size_t bytes =
        request.method.size() + request.raw_path.size() + question_mark + request.query.size();
    for (const http::HeaderField& field : request.fields) {
        bytes += field.name.size() + field.value.size();
    }
    return bytes;
}

std::string in_lower_case(std::string_view name) {
    std::string text(name);
    for (char& c : text) {
        c = http::to_lower(c);
    }
    return text;
}

}  // namespace

DirectCarrier::DirectCarrier(const http::Limits& limits, Peer peer, const DirectRequest& request,
                             DirectCaller& caller)
    : limits_(limits), peer_(new SharedPeer), caller_(caller), exchange_(new Exchange(*this)) {
    static_cast<Peer&>(*peer_) = std::move(peer);
    read_head(request);
}

DirectCarrier::~DirectCarrier() {
    if (exchange_->finished()) {
        exchange_->detach(peer_);
    } else {
        exchange_->disconnect(peer_);
    }
}

void DirectCarrier::serve(Endpoint& endpoint) {
    Exchange& exchange = *exchange_;
    exchange.state_.served = true;
    endpoint.serve(exchange);
    if (exchange.finished() || exchange.disconnected() || exchange.owners() > 1) {
        return;
    }
    if (exchange.started()) {
        exchange.abort();
    } else {
        exchange.respond({.status = 500, .content_type = http::problem_content_type, .fields = {}},
                         http::problem_body(500));
    }
}

/// The exchange has a copy of its own from the start, as if it had been persisted.
void DirectCarrier::read_head(const DirectRequest& request) {
    Exchange& exchange = *exchange_;
    http::RequestHead& head = exchange.head_;
    const std::size_t bytes = bytes_in(request);
    exchange.kept_ = std::make_unique_for_overwrite<char[]>(bytes);
    exchange.head_bytes_ = {exchange.kept_.get(), bytes};
    Copier copy(exchange.kept_.get());
    head.method = http::method_from(request.method);
    head.version = request.version;
    head.method_token = copy(request.method);
    head.raw_path = copy(request.raw_path);
    const std::string_view question_mark = copy("?");
    head.query = copy(request.query);
    head.target = {
        head.raw_path.data(),
        head.raw_path.size() + (request.query.empty() ? 0 : question_mark.size() + head.query.size())};
    for (const http::HeaderField& field : request.fields) {
        const std::string_view name = copy(field.name);
        const std::string_view value = copy(field.value);
        head.headers.append({name, value});
        if (http::equals_ignoring_case(name, "host")) {
            head.authority = value;
        } else if (http::equals_ignoring_case(name, "content-length")) {
            if (const auto length = http::parse_content_length(value)) {
                head.framing = http::Framing::length;
                head.content_length = *length;
            }
        } else if (http::equals_ignoring_case(name, "expect")) {
            head.expects_continue = http::equals_ignoring_case(value, "100-continue");
        }
    }
    exchange.decoded_path_ = request.path;
    exchange.path_ = exchange.decoded_path_;
    exchange.enter_mount(peer_->root_path);
}

bool DirectCarrier::takes_body() const noexcept {
    const Exchange& exchange = *exchange_;
    return !exchange.disconnected() && !exchange.finished() && !exchange.body_complete() &&
           !exchange.body_error() && exchange.body_has_room() &&
           (exchange.state_.body_wanted || !exchange.waits_for_continue());
}

void DirectCarrier::receive_body(std::string_view bytes, bool complete) {
    Exchange& exchange = *exchange_;
    if (exchange.disconnected() || exchange.finished() || exchange.body_complete() || exchange.body_error()) {
        return;
    }
    exchange.receive_body(bytes);
    exchange.state_.body_complete = complete;
    if (exchange.observer_ != nullptr) {
        exchange.observer_->on_body();
    }
}

void DirectCarrier::disconnect() noexcept {
    if (!exchange_->finished() && !exchange_->disconnected()) {
        exchange_->disconnect(peer_);
        finish(true);
    }
}

void DirectCarrier::respond(Exchange& exchange, const ResponseHead& head, std::string_view content) {
    put_head(head, content.size(), true);
    if (exchange.state_.sends_content) {
        output_.bytes().append(content);
    }
    finish(false);
}

void DirectCarrier::start(Exchange&, const ResponseHead& head, std::optional<std::uint64_t> length) {
    put_head(head, length, false);
    caller_.on_response();
}

void DirectCarrier::put_head(const ResponseHead& head, std::optional<std::uint64_t> length, bool whole) {
    std::vector<http::HeaderField> scratch;
    const FramingFields fields = take_framing_fields(head.fields, scratch);
    const http::RequestHead& request = exchange_->head_;
    const ResponseFraming framing =
        whole ? frame_whole(request, head.status, *length, fields.content_length)
              : frame_pieces(request, head.status, length ? length : fields.content_length);
    auto& state = exchange_->state_;
    state.sends_content = framing.sends_content;
    state.framing = framing.framing;
    state.content_left = framing.content_length;
    status_ = head.status;
    if (!head.content_type.empty()) {
        fields_.emplace_back("content-type", head.content_type);
    }
    for (const http::HeaderField& field : fields.others) {
        fields_.emplace_back(in_lower_case(field.name), field.value);
    }
    if (framing.framing == http1::ResponseFraming::length) {
        fields_.emplace_back("content-length", std::to_string(framing.content_length));
    }
}

/// How much of a piece still belongs to the response.
std::uint64_t DirectCarrier::allowed(std::uint64_t bytes) noexcept {
    auto& state = exchange_->state_;
    if (!state.sends_content) {
        return 0;
    }
    if (state.framing == http1::ResponseFraming::length) {
        bytes = std::min(bytes, state.content_left);
        state.content_left -= bytes;
    }
    return bytes;
}

void DirectCarrier::write(Exchange&, std::string_view content) {
    output_.bytes().append(content.substr(0, static_cast<std::size_t>(allowed(content.size()))));
    caller_.on_response();
}

void DirectCarrier::write_file(Exchange&, int descriptor, std::uint64_t offset, std::uint64_t length) {
    net::Descriptor file(descriptor);
    output_.append_file(std::move(file), offset, allowed(length));
    caller_.on_response();
}

void DirectCarrier::end(Exchange& exchange) {
    const auto& state = exchange.state_;
    const bool falls_short =
        state.sends_content && state.framing == http1::ResponseFraming::length && state.content_left > 0;
    finish(falls_short);
}

void DirectCarrier::abort(Exchange&) {
    finish(true);
}

void DirectCarrier::finish(bool aborted) noexcept {
    ended_ = true;
    aborted_ = aborted_ || aborted;
    caller_.on_response();
}

void DirectCarrier::want_body(Exchange&) {
    if (takes_body()) {
        caller_.on_body_wanted();
    }
}

std::size_t DirectCarrier::take(std::string& into, std::size_t most) {
    const std::size_t before = into.size();
    if (!output_.move_to(into, most)) {
        aborted_ = ended_ = true;  // a file has become shorter: what was promised cannot be sent
        output_ = ResponseOutput();
    }
    Exchange& exchange = *exchange_;
    if (exchange.awaits_writable_ && !exchange.finished() && exchange.observer_ != nullptr &&
        output_.size() < limits_.response_buffer_bytes / 2) {
        exchange.awaits_writable_ = false;
        exchange.observer_->on_writable();
    }
    return into.size() - before;
}

}  // namespace fasterapi::server
