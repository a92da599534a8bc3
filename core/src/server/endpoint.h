#pragma once

namespace fasterapi::server {

class Exchange;

/// What serves requests: a C++ handler, a static file, a Python plan, an ASGI app, a table of routes.
class Endpoint {
public:
    virtual ~Endpoint() = default;

    /// Throws nothing. Answer now, or keep a Ref to the exchange and answer later, on the same thread.
    /// An exchange that nobody keeps and that was not answered is answered 500.
    virtual void serve(Exchange& exchange) = 0;
};

}  // namespace fasterapi::server
