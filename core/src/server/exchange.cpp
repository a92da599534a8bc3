#include "server/exchange.h"

#include <algorithm>
#include <cstring>
#include <functional>

#include "http/problem.h"
#include "net/descriptor.h"

namespace fasterapi::server {

namespace {

// A reused exchange keeps no more of a long body or path than this.
constexpr std::size_t kept_bytes = 16 * 1024;

/// `view`, if it points into the `bytes` that moved from `from` to `to`, at its new place.
std::string_view rebased(std::string_view view, const char* from, const char* to,
                         std::size_t bytes) noexcept {
    constexpr std::less<> before;  // a total order, also between unrelated arrays
    if (before(view.data(), from) || !before(view.data(), from + bytes)) {
        return view;
    }
    return {to + (view.data() - from), view.size()};
}

}  // namespace

Exchange::~Exchange() = default;

const Peer& Exchange::peer() const {
    return carrier_ != nullptr ? carrier_->peer() : *peer_;
}

void Exchange::consume_body(std::size_t bytes) noexcept {
    if (!body_view_.empty()) {
        body_view_.remove_prefix(bytes);
    } else {
        body_.consume(bytes);
    }
    if (!state_.body_complete && carrier_ != nullptr) {
        carrier_->want_body(*this);
    }
}

void Exchange::want_body(std::uint64_t limit) {
    state_.body_limit = limit;
    state_.body_wanted = true;
    if (body_error_ || state_.finished) {
        return;
    }
    if (state_.body_received > limit ||
        (head_.framing == http::Framing::length && head_.content_length > limit)) {
        fail_body(http::Error::body_too_large);
    } else if (!state_.body_complete && carrier_ != nullptr) {
        carrier_->want_body(*this);
    }
}

void Exchange::respond(const ResponseHead& head, std::string_view content) {
    if (state_.started) {
        return;
    }
    const ResponseHead sent = filter_ != nullptr ? filter_->on_response(*this, head) : head;
    state_.started = state_.finished = true;
    state_.status = sent.status;
    if (carrier_ != nullptr) {
        carrier_->respond(*this, sent, content);
    }
}

void Exchange::refuse(http::Error error) {
    state_.closes = true;
    respond({.status = http::status_of(error), .content_type = http::problem_content_type, .fields = {}},
            http::problem_body(error));
}

void Exchange::start(const ResponseHead& head, std::optional<std::uint64_t> length) {
    if (state_.started) {
        return;
    }
    const ResponseHead sent = filter_ != nullptr ? filter_->on_response(*this, head) : head;
    state_.started = true;
    state_.status = sent.status;
    if (carrier_ != nullptr) {
        carrier_->start(*this, sent, length);
    }
}

void Exchange::write(std::string_view content) {
    if (state_.started && !state_.finished && carrier_ != nullptr && !content.empty()) {
        carrier_->write(*this, content);
    }
}

void Exchange::write_file(int descriptor, std::uint64_t offset, std::uint64_t length) {
    net::Descriptor file(descriptor);
    if (state_.started && !state_.finished && carrier_ != nullptr && length > 0) {
        carrier_->write_file(*this, file.release(), offset, length);
    }
}

void Exchange::end() {
    if (!state_.started || state_.finished) {
        return;
    }
    state_.finished = true;
    if (carrier_ != nullptr) {
        carrier_->end(*this);
    }
}

void Exchange::abort() {
    state_.finished = true;
    if (carrier_ != nullptr) {
        carrier_->abort(*this);
    }
}

bool Exchange::may_write() const noexcept {
    if (carrier_ == nullptr) {
        return false;
    }
    const bool may = carrier_->unsent(*this) < carrier_->limits().response_buffer_bytes;
    awaits_writable_ = !may;
    return may;
}

void Exchange::persist() {
    if (!body_view_.empty()) {
        body_.append(body_view_);
        body_view_ = {};
    }
    if (kept_ || head_bytes_.empty()) {
        return;
    }
    const std::size_t bytes = head_bytes_.size();
    const char* from = head_bytes_.data();
    kept_ = std::make_unique_for_overwrite<char[]>(bytes);
    char* to = kept_.get();
    std::memcpy(to, from, bytes);
    head_.rebase(from, to, bytes);
    head_bytes_ = {to, bytes};
    path_ = rebased(path_, from, to, bytes);
    for (std::string_view& value : match_.values) {
        value = rebased(value, from, to, bytes);
    }
}

// As Starlette: a path that does not begin with it is taken as one that a proxy has stripped of it.
void Exchange::enter_mount(std::string_view root_path) noexcept {
    const std::string_view rest = path_.substr(std::min(path_.size(), root_path.size()));
    if (path_.starts_with(root_path) && (rest.empty() || rest.front() == '/')) {
        mount_bytes_ = root_path.size();
    }
}

void Exchange::reset() noexcept {
    carrier_ = nullptr;
    observer_ = nullptr;
    owned_observer_.reset();
    filter_ = nullptr;
    state_ = {};
    awaits_writable_ = false;
    body_error_.reset();
    head_.clear();
    path_ = head_bytes_ = body_view_ = {};
    mount_bytes_ = 0;
    body_.clear();
    body_.shrink(kept_bytes);
    if (decoded_path_.capacity() > kept_bytes) {
        decoded_path_ = {};
    }
    match_.clear();
    kept_.reset();
    held_output_.reset();
    peer_.reset();
}

void Exchange::detach(Ref<SharedPeer> peer) noexcept {
    carrier_ = nullptr;
    observer_ = nullptr;
    filter_ = nullptr;
    peer_ = std::move(peer);
    held_output_.reset();
    owned_observer_.reset();
}

void Exchange::disconnect(Ref<SharedPeer> peer) noexcept {
    ExchangeObserver* observer = observer_;
    const auto owned = std::move(owned_observer_);
    detach(std::move(peer));
    if (observer != nullptr && !state_.finished) {
        observer->on_disconnect();
    }
}

void Exchange::fail_body(http::Error error) noexcept {
    body_error_ = error;
    state_.closes = true;
}

// In place while nothing but the endpoint's own call can see it.
void Exchange::receive_body(std::string_view bytes) {
    state_.body_received += bytes.size();
    if (!state_.served && body().empty()) {
        body_view_ = bytes;
        return;
    }
    if (!body_view_.empty()) {
        body_.append(body_view_);
        body_view_ = {};
    }
    body_.append(bytes);
    if (state_.body_wanted && state_.body_received > state_.body_limit) {
        fail_body(http::Error::body_too_large);
    }
}

// A reader of the whole is bounded by its limit; one that reads as it comes, or not at all, by what may wait
// for it.
bool Exchange::body_has_room() const noexcept {
    const bool reads_whole = state_.body_wanted && state_.body_limit != unlimited;
    return reads_whole || body().size() < carrier_->limits().body_buffer_bytes;
}

}  // namespace fasterapi::server
