#pragma once

#include "plan/plan.h"
#include "server/endpoint.h"

namespace fasterapi::python {

/// Serves a route by its plan.
class PlanEndpoint final : public server::Endpoint {
public:
    PlanEndpoint(Engine& engine, const Plan& plan) noexcept : engine_(engine), plan_(plan) {}
    void serve(server::Exchange& exchange) override;

private:
    Engine& engine_;
    const Plan& plan_;
};

}  // namespace fasterapi::python
