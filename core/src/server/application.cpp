#include "server/application.h"

#include <array>
#include <span>
#include <string>
#include <utility>

#include "http/percent.h"
#include "http/problem.h"
#include "server/exchange.h"

namespace fasterapi::server {

namespace {

using Outcome = route::Match::Outcome;

// Of "OPTIONS *", which asks about the server and not about a path (RFC 9110 9.3.7).
constexpr std::string_view server_methods = "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE";

void answer(Exchange& exchange, int status, std::span<const http::HeaderField> fields) {
    exchange.respond({.status = status, .content_type = http::problem_content_type, .fields = fields},
                     http::problem_body(status));
}

void answer_options(Exchange& exchange, std::string_view allow) {
    const std::array fields{http::HeaderField{"allow", allow}};
    exchange.respond({.status = 204, .content_type = {}, .fields = fields}, {});
}

/// The same URL on the other side of the trailing slash, absolute as Starlette's users expect.
std::string redirect_location(const Exchange& exchange) {
    const http::RequestHead& head = exchange.head();
    const Peer& peer = exchange.peer();
    std::string location = peer.secure ? "https://" : "http://";
    if (!head.authority.empty()) {
        location += head.authority;
    } else {
        location += peer.server_host + ":" + std::to_string(peer.server_port);  // HTTP/1.0 without Host
    }
    const std::string_view mount =
        exchange.path().substr(0, exchange.path().size() - exchange.path_in_mount().size());
    location += http::percent_encode_path(mount);
    location += http::percent_encode_path(exchange.match().redirect_path);
    if (!head.query.empty()) {
        location += '?';
        location += head.query;
    }
    return location;
}

}  // namespace

Result<std::uint32_t, route::PatternError> Application::add(std::string_view pattern,
                                                            std::span<const std::string_view> methods,
                                                            std::unique_ptr<Endpoint> endpoint) {
    const auto number = router_.add(pattern, methods);
    if (number) {
        endpoints_.push_back(std::move(endpoint));
    }
    return number;
}

void Application::serve(Exchange& exchange) {
    if (exchange.path().empty()) {
        answer(exchange, 501, {});  // CONNECT, and this is no proxy (RFC 9110 9.3.6)
        return;
    }
    route::Match& match = exchange.match_;
    router_.find(exchange.head().method_token, exchange.path_in_mount(), match);
    switch (match.outcome) {
        case Outcome::found: endpoints_[match.route]->serve(exchange); return;
        case Outcome::not_found: serve_unknown(exchange); return;
        case Outcome::method_not_allowed:
            if (match.options) {
                answer_options(exchange, match.allow);
            } else {
                answer_unmatched(exchange, 405, match.allow);
            }
            return;
        case Outcome::redirect: {
            if (!redirects_slashes_) {
                serve_unknown(exchange);
                return;
            }
            const std::string location = redirect_location(exchange);
            const std::array fields{http::HeaderField{"location", location}};
            exchange.respond({.status = 307, .content_type = {}, .fields = fields}, {});
            return;
        }
    }
}

void Application::answer_unmatched(Exchange& exchange, int status, std::string_view allow) const {
    if (on_unmatched_ && on_unmatched_(exchange, status, allow)) {
        return;
    }
    const std::array fields{http::HeaderField{"allow", allow}};
    answer(exchange, status, std::span(fields).first(allow.empty() ? 0 : 1));
}

void Application::serve_unknown(Exchange& exchange) const {
    const http::RequestHead& head = exchange.head();
    if (head.method == http::Method::options && head.raw_path == "*") {
        answer_options(exchange, server_methods);
    } else {
        answer_unmatched(exchange, 404, {});
    }
}

}  // namespace fasterapi::server
