#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "app/declarations.h"
#include "server/endpoint.h"

namespace fasterapi {

/// Hands the requests of one route to its handler, with their bodies read unless the route streams.
class RouteEndpoint final : public server::Endpoint {
public:
    RouteEndpoint(const RouteDeclaration& route, std::uint64_t body_bytes, AppWorker& worker) noexcept
        : route_(route), body_bytes_(route.options.body_bytes.value_or(body_bytes)), worker_(worker) {}

    void serve(server::Exchange& exchange) override;

    /// In the order of the pattern; known once the route has been added.
    std::span<const std::string> parameter_names;

private:
    void call(server::Exchange& exchange) const;

    const RouteDeclaration& route_;
    std::uint64_t body_bytes_;
    AppWorker& worker_;
};

}  // namespace fasterapi
