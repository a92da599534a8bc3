#pragma once

#include <functional>

#include <fasterapi/request.h>

#include "server/exchange.h"

namespace fasterapi {

/// What a handler wants to be called for, while its exchange goes on. They may own the exchange: each is
/// dropped when it cannot be called any more.
class Callbacks final : public server::OwnedObserver {
public:
    /// Those of `exchange`, which owns them; made where there are none.
    static Callbacks& of(server::Exchange& exchange);

    explicit Callbacks(server::Exchange& exchange) noexcept : exchange_(exchange) {}

    /// Hand on what is there of the body.
    void deliver_body();

    Request::OnBody on_part;
    std::function<void()> on_body_end;  ///< complete or failed
    std::function<void()> on_room;
    std::function<void()> on_gone;

private:
    void on_body() noexcept override;
    void on_writable() noexcept override;
    void on_disconnect() noexcept override;

    server::Exchange& exchange_;
};

}  // namespace fasterapi
