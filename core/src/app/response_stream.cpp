#include <fasterapi/response_stream.h>

#include <utility>

#include "app/callbacks.h"
#include "server/exchange.h"

namespace fasterapi {

ResponseStream::ResponseStream(server::Exchange& exchange) noexcept : exchange_(&exchange) {
    exchange_->retain();
}

ResponseStream::ResponseStream(ResponseStream&& other) noexcept
    : exchange_(std::exchange(other.exchange_, nullptr)) {}

ResponseStream& ResponseStream::operator=(ResponseStream&& other) noexcept {
    std::swap(exchange_, other.exchange_);
    return *this;
}

ResponseStream::~ResponseStream() {
    if (exchange_ != nullptr) {
        if (!exchange_->finished()) {
            exchange_->abort();
        }
        exchange_->release();
    }
}

bool ResponseStream::write(std::string_view content) {
    exchange_->write(content);
    return exchange_->may_write();
}

void ResponseStream::end() {
    exchange_->end();
}

void ResponseStream::on_writable(std::function<void()> callback) {
    Callbacks::of(*exchange_).on_room = std::move(callback);
}

void ResponseStream::on_disconnect(std::function<void()> callback) {
    Callbacks::of(*exchange_).on_gone = std::move(callback);
}

bool ResponseStream::disconnected() const noexcept {
    return exchange_->disconnected();
}

}  // namespace fasterapi
