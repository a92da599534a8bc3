#pragma once

#include "object.h"
#include "server/exchange.h"

namespace fasterapi::python {

class Engine;
class Plan;
struct ModuleState;

/// Request as C++ keeps it: the exchange, and what was made of it so far. All attributes are made when asked
/// for.
struct RequestObject {
    PyObject_HEAD;
    server::Exchange* exchange;  ///< retained
    PyObject* engine;            ///< the Engine object, which the plan belongs to
    const Plan* plan;
    PyObject* path_params;
    PyObject* headers;
    PyObject* body;          ///< bytes, once read as a whole
    PyObject* body_waiters;  ///< list of futures; nullptr while nobody waits
    bool streamed;           ///< stream() has taken bytes: there is no whole body any more
};

[[nodiscard]] Object make_request(PyTypeObject* request_type, PyObject* engine_object,
                                  server::Exchange& exchange, const Plan& plan);

/// More of the body is there, or it failed: whoever waits looks again.
void wake_body_waiters(Engine& engine, PyObject* request) noexcept;

/// What a BodyReader awaits (request_body.cpp).
enum class BodyWanted : unsigned char { whole, json, chunk, disconnected };
[[nodiscard]] PyObject* make_body_reader(PyObject* request, BodyWanted wanted);
[[nodiscard]] PyObject* make_body_stream(PyObject* request);

[[nodiscard]] bool make_request_types(PyObject* module, ModuleState& state);
[[nodiscard]] bool make_body_types(PyObject* module, ModuleState& state);
[[nodiscard]] bool make_headers_type(PyObject* module, ModuleState& state);
/// Headers of `exchange`.
[[nodiscard]] Object make_headers(const ModuleState& state, server::Exchange& exchange);

}  // namespace fasterapi::python
