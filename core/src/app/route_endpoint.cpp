#include "app/route_endpoint.h"

#include "app/access.h"
#include "app/app_worker.h"
#include "app/callbacks.h"

namespace fasterapi {

void RouteEndpoint::serve(server::Exchange& exchange) {
    if (exchange.head().framing == http::Framing::none || route_.options.stream_body) {
        call(exchange);
        return;
    }
    exchange.want_body(body_bytes_);
    if (exchange.body_error() || exchange.body_complete()) {
        call(exchange);
        return;
    }
    Callbacks::of(exchange).on_body_end = [this, kept = Ref(&exchange)] { call(*kept); };
}

void RouteEndpoint::call(server::Exchange& exchange) const {
    if (exchange.body_error()) {
        exchange.refuse(*exchange.body_error());
        return;
    }
    worker_.guard(route_.pattern, [&] {
        Request request = RequestAccess::request(exchange, parameter_names);
        route_.handler(request, RequestAccess::responder(exchange, worker_));
    });
}

}  // namespace fasterapi
