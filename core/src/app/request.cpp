#include <fasterapi/request.h>

#include <utility>

#include "app/callbacks.h"
#include "server/exchange.h"

namespace fasterapi {

Request::Request(server::Exchange& exchange, std::span<const std::string> parameter_names) noexcept
    : exchange_(&exchange), parameter_names_(parameter_names) {
    exchange_->retain();
}

Request::Request(const Request& other) noexcept : Request(*other.exchange_, other.parameter_names_) {}

Request::Request(Request&& other) noexcept
    : exchange_(std::exchange(other.exchange_, nullptr)), parameter_names_(other.parameter_names_) {}

Request& Request::operator=(Request other) noexcept {
    std::swap(exchange_, other.exchange_);
    std::swap(parameter_names_, other.parameter_names_);
    return *this;
}

Request::~Request() {
    if (exchange_ != nullptr) {
        exchange_->release();
    }
}

std::string_view Request::method() const noexcept {
    return exchange_->head().method_token;
}

std::string_view Request::path() const noexcept {
    return exchange_->path();
}

std::string_view Request::query() const noexcept {
    return exchange_->head().query;
}

std::string_view Request::target() const noexcept {
    return exchange_->head().target;
}

Client Request::client() const {
    const server::Peer& peer = exchange_->peer();
    return {.host = peer.client_host, .port = peer.client_port};
}

std::optional<std::string_view> Request::header(std::string_view name) const noexcept {
    const http::HeaderField* field = exchange_->head().headers.find(name);
    return field != nullptr ? std::optional(field->value) : std::nullopt;
}

std::vector<Header> Request::headers() const {
    std::vector<Header> all;
    all.reserve(exchange_->head().headers.size());
    for (const http::HeaderField& field : exchange_->head().headers) {
        all.push_back({.name = field.name, .value = field.value});
    }
    return all;
}

std::string_view Request::parameter(std::string_view name) const noexcept {
    for (std::size_t i = 0; i < parameter_names_.size(); ++i) {
        if (parameter_names_[i] == name) {
            return exchange_->match().values[i];
        }
    }
    return {};
}

std::string_view Request::body() const noexcept {
    return exchange_->body();
}

void Request::read_body(OnBody on_part) {
    Callbacks& callbacks = Callbacks::of(*exchange_);
    callbacks.on_part = std::move(on_part);
    exchange_->want_body(server::Exchange::unlimited);
    callbacks.deliver_body();
}

}  // namespace fasterapi
