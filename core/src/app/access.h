#pragma once

#include <span>
#include <string>

#include <fasterapi/request.h>
#include <fasterapi/responder.h>

#include "server/exchange.h"

namespace fasterapi {

/// What of the public classes only the engine may do.
class RequestAccess {
public:
    static Request request(server::Exchange& exchange,
                           std::span<const std::string> parameter_names) noexcept {
        return {exchange, parameter_names};
    }
    static Responder responder(server::Exchange& exchange, AppWorker& worker) noexcept {
        return {exchange, worker};
    }
    /// Let go without an answer.
    static void release(Responder& responder) noexcept { responder.release(); }
};

}  // namespace fasterapi
