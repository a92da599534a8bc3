#pragma once

#include <cstdint>
#include <memory>

#include "base/intrusive_list.h"
#include "embedded_caller.h"
#include "news.h"
#include "object.h"
#include "server/direct_carrier.h"

namespace fasterapi::python {

class Engine;

/// The lists a DirectCall can be in: to be served by the next turn; served.
struct WaitingCalls;
struct OpenCalls;

/// A request of an ASGI server, and who waits for its response. It lives in a `_core.DirectExchange`.
class DirectCall final : public ListHook<WaitingCalls>,
                         public ListHook<OpenCalls>,
                         public EmbeddedCaller,
                         private server::DirectCaller {
public:
    [[nodiscard]] const Object& engine_object() const noexcept { return engine_object_; }
    DirectCall(Engine& engine, PyObject* self, server::Peer peer, const server::DirectRequest& request);

    [[nodiscard]] PyObject* self() const noexcept { return self_; }
    /// What the caller's context was a copy of when he asked.
    [[nodiscard]] const Object& context() const noexcept { return context_; }
    [[nodiscard]] server::DirectCarrier& carrier() noexcept { return carrier_; }
    [[nodiscard]] Engine& engine() noexcept { return engine_; }

    void serve(server::Endpoint& endpoint);
    void disconnect() noexcept;
    [[nodiscard]] Object wait_response() { return response_.wait(engine_); }
    [[nodiscard]] Object wait_body() { return body_.wait(engine_); }

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    void on_run_ended() noexcept override { response_.tell(engine_); }
    void on_response() noexcept override { response_.tell(engine_); }
    void on_body_wanted() noexcept override { body_.tell(engine_); }

    Engine& engine_;
    Object engine_object_;  ///< keeps engine_ alive
    PyObject* self_;
    Object context_;
    News response_;
    News body_;
    server::DirectCarrier carrier_;
};

/// Engine.exchange(). Empty with an exception set.
[[nodiscard]] Object make_direct_exchange(PyObject* engine, PyObject* args, PyObject* kwargs);

[[nodiscard]] Object make_direct_exchange_type(PyObject* module);

}  // namespace fasterapi::python
