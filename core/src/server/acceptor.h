#pragma once

#include <cstdint>

#include "net/descriptor.h"
#include "net/reactor.h"
#include "net/timer_wheel.h"
#include "server/worker_state.h"

namespace fasterapi::server {

/// Makes a Session of each connection that one listening socket brings.
class Acceptor final : private net::EventHandler, private net::Timer {
public:
    Acceptor(WorkerState& worker, net::Descriptor listener);
    ~Acceptor();
    Acceptor(const Acceptor&) = delete;
    Acceptor& operator=(const Acceptor&) = delete;

    /// Accept no more, and close the listening socket.
    void close() noexcept;

private:
    void on_events(std::uint32_t events) override;
    void on_deadline() override;
    [[nodiscard]] int accept_one();
    [[nodiscard]] bool is_full() const noexcept;
    void resume() noexcept;
    void pause() noexcept;

    WorkerState& worker_;
    net::Descriptor listener_;
    net::Reactor::Watch watch_;
    bool deferred_ = false;  ///< connections are accepted when their first bytes are there
};

}  // namespace fasterapi::server
