#include "plan/plan_endpoint.h"

#include "engine.h"
#include "pool.h"

namespace fasterapi::python {

void PlanEndpoint::serve(server::Exchange& exchange) {
    const Plan* plan = plan_.has_dependencies() ? engine_.plan_for(exchange, plan_) : &plan_;
    if (plan == nullptr) {
        engine_.answer_failure(exchange, plan_, {}, take_exception());
        return;
    }
    if (plan->is_one_pooled_call()) {
        engine_.pool().submit(exchange, *plan);
        return;
    }
    Run* run = engine_.tasks().current();
    if (run == nullptr) {
        engine_.answer_error(exchange, take_exception(), Py_None);
        return;
    }
    engine_.watch_step(*plan, [&] { run->serve(exchange, *plan); });
    engine_.tasks().settle(*run);
}

}  // namespace fasterapi::python
