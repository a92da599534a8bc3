#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "route/router.h"
#include "server/endpoint.h"

namespace fasterapi::server {

/// A table of routes as one endpoint: matches, answers 404, 405 (with Allow), OPTIONS (204 with Allow) and
/// the 307 to the other side of a trailing slash (absolute Location from the request's authority) itself, and
/// hands the rest to the route's endpoint.
class Application final : public Endpoint {
public:
    [[nodiscard]] Result<std::uint32_t, route::PatternError> add(std::string_view pattern,
                                                                 std::span<const std::string_view> methods,
                                                                 std::unique_ptr<Endpoint> endpoint);
    [[nodiscard]] const route::Router& router() const noexcept { return router_; }
    void serve(Exchange& exchange) override;

private:
    static void serve_unknown(Exchange& exchange);

    route::Router router_;
    std::vector<std::unique_ptr<Endpoint>> endpoints_;  ///< by route number
};

}  // namespace fasterapi::server
