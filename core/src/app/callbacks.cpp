#include "app/callbacks.h"

#include <utility>

namespace fasterapi {

Callbacks& Callbacks::of(server::Exchange& exchange) {
    // An App's exchanges are observed by this class alone.
    if (auto* present = static_cast<Callbacks*>(exchange.owned_observer())) {
        return *present;
    }
    auto made = std::make_unique<Callbacks>(exchange);
    Callbacks& callbacks = *made;
    exchange.observe(std::move(made));
    return callbacks;
}

void Callbacks::deliver_body() {
    using Part = Request::BodyPart;
    const std::string_view bytes = exchange_.body();
    const Part part = exchange_.body_error()      ? Part::failed
                      : exchange_.body_complete() ? Part::last
                                                  : Part::more;
    if (!on_part || (part == Part::more && bytes.empty())) {
        return;
    }
    const Ref<server::Exchange> kept(&exchange_);
    Request::OnBody callback = std::exchange(on_part, nullptr);
    callback(bytes, part);
    exchange_.consume_body(bytes.size());
    if (part == Part::more && !on_part) {
        on_part = std::move(callback);
    }
}

void Callbacks::on_body() noexcept {
    if (!on_body_end) {
        deliver_body();
    } else if (exchange_.body_complete() || exchange_.body_error()) {
        const auto callback = std::exchange(on_body_end, nullptr);
        callback();
    }
}

void Callbacks::on_writable() noexcept {
    if (!on_room) {
        return;
    }
    auto callback = std::exchange(on_room, nullptr);
    callback();
    if (!on_room) {
        on_room = std::move(callback);
    }
}

void Callbacks::on_disconnect() noexcept {
    on_room = nullptr;
    on_body_end = nullptr;
    if (const auto callback = std::exchange(on_part, nullptr)) {
        callback({}, Request::BodyPart::failed);
    }
    if (const auto callback = std::exchange(on_gone, nullptr)) {
        callback();
    }
}

}  // namespace fasterapi
