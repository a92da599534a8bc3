#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

#include "app/declarations.h"
#include "app/mailbox_queue.h"
#include "base/byte_buffer.h"
#include "base/clock.h"
#include "net/descriptor.h"
#include "server/application.h"
#include "server/endpoint.h"
#include "server/exchange.h"
#include "server/settings.h"
#include "server/worker.h"

namespace fasterapi {

/// Where a worker's lines go; called from its thread.
struct Sinks {
    std::function<void(std::string_view)> access_log;
    std::function<void(std::string_view)> error;
};

/// One thread of an App: a worker, and routes of its own, so that threads share nothing that changes.
class AppWorker final : private server::Endpoint, private server::ResponseFilter {
public:
    /// All but the listener outlive it.
    AppWorker(const Declarations& declarations, const server::Settings& settings, net::Descriptor listener,
              const Sinks& sinks);
    ~AppWorker() override;

    /// Begin the thread; `on_end` is called as its last act.
    void start(std::function<void()> on_end);
    void join() { thread_.join(); }
    /// From any thread: finish what runs, then end.
    void drain() noexcept { change(Phase::draining); }
    /// From any thread: end now.
    void cut() noexcept { change(Phase::cutting); }

    // --- on the worker's thread
    /// Run what users wrote; what it throws is reported, with its `name`. @return whether it threw nothing.
    template <class Function>
    bool guard(std::string_view name, Function function) const {
        try {
            function();
            return true;
        } catch (const std::exception& error) {
            report(name, error.what());
        } catch (...) {
            report(name, "something that is no std::exception");
        }
        return false;
    }
    [[nodiscard]] Mailbox mailbox() const { return Mailbox(mailbox_); }
    /// Memory that one JSON text after the other is written into.
    [[nodiscard]] std::unique_ptr<ByteBuffer> take_json_memory();
    void give_back_json_memory(std::unique_ptr<ByteBuffer> memory) noexcept;

private:
    enum class Phase : std::uint8_t { serving, draining, cutting };

    void serve(server::Exchange& exchange) override;
    [[nodiscard]] server::ResponseHead on_response(server::Exchange& exchange,
                                                   const server::ResponseHead& head) override;
    void filter(server::Exchange& exchange, ResponseHead& head) const;
    void add_routes();
    void report(std::string_view name, std::string_view thrown) const;
    void run();
    void change(Phase phase) noexcept;

    const Declarations& declarations_;
    const server::Settings& settings_;
    const Sinks& sinks_;
    SystemClock clock_;
    server::Application application_;
    server::Worker worker_;
    std::shared_ptr<Mailbox::Queue> mailbox_;
    std::atomic<Phase> phase_ = Phase::serving;
    std::thread thread_;
    std::unique_ptr<ByteBuffer> json_memory_;
    ResponseHead filtered_;  ///< what on_response() gave last
    std::vector<http::HeaderField> filtered_fields_;
};

}  // namespace fasterapi
