#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
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
    /// Whether a path on the wrong side of a trailing slash is redirected, as by default, or not found.
    void redirect_slashes(bool redirects) noexcept { redirects_slashes_ = redirects; }
    /// Asked before a 404 or a 405, of which `allow` is the field: whether it answers itself.
    using OnUnmatched = std::function<bool(Exchange& exchange, int status, std::string_view allow)>;
    void on_unmatched(OnUnmatched asked) { on_unmatched_ = std::move(asked); }
    void serve(Exchange& exchange) override;

private:
    void serve_unknown(Exchange& exchange) const;
    void answer_unmatched(Exchange& exchange, int status, std::string_view allow) const;

    route::Router router_;
    std::vector<std::unique_ptr<Endpoint>> endpoints_;  ///< by route number
    OnUnmatched on_unmatched_;
    bool redirects_slashes_ = true;
};

}  // namespace fasterapi::server
