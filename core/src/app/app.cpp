#include <fasterapi/app.h>

#include <stdexcept>

#include <sys/eventfd.h>

#include "app/app_server.h"
#include "app/declarations.h"
#include "net/descriptor.h"
#include "route/router.h"

namespace fasterapi {

class App::Implementation {
public:
    Declarations declarations;
    route::Router checker;  ///< refuses a bad pattern where it is declared
    net::Descriptor stop_event{eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    std::unique_ptr<AppServer> server;
};

App::App() : implementation_(std::make_unique<Implementation>()) {}

App::~App() = default;

App& App::get(std::string_view pattern, Handler handler, RouteOptions options) {
    return route({"GET"}, pattern, std::move(handler), options);
}

App& App::post(std::string_view pattern, Handler handler, RouteOptions options) {
    return route({"POST"}, pattern, std::move(handler), options);
}

App& App::put(std::string_view pattern, Handler handler, RouteOptions options) {
    return route({"PUT"}, pattern, std::move(handler), options);
}

App& App::patch(std::string_view pattern, Handler handler, RouteOptions options) {
    return route({"PATCH"}, pattern, std::move(handler), options);
}

App& App::delete_(std::string_view pattern, Handler handler, RouteOptions options) {
    return route({"DELETE"}, pattern, std::move(handler), options);
}

App& App::route(std::initializer_list<std::string_view> methods, std::string_view pattern, Handler handler,
                RouteOptions options) {
    const auto checked = implementation_->checker.add(pattern, {methods.begin(), methods.end()});
    if (!checked) {
        throw std::invalid_argument(std::string(pattern) + ": " +
                                    std::string(route::explanation_of(checked.error())));
    }
    implementation_->declarations.routes.push_back({.pattern = std::string(pattern),
                                                    .methods = {methods.begin(), methods.end()},
                                                    .handler = std::move(handler),
                                                    .options = options});
    return *this;
}

App& App::before(Before filter) {
    implementation_->declarations.before.push_back(std::move(filter));
    return *this;
}

App& App::after(After filter) {
    implementation_->declarations.after.push_back(std::move(filter));
    return *this;
}

void App::listen(ServerOptions options) {
    implementation_->server = std::make_unique<AppServer>(std::move(options));
}

std::string App::address() const {
    return implementation_->server ? implementation_->server->address() : std::string();
}

void App::run() {
    if (!implementation_->server) {
        listen();
    }
    implementation_->server->run(implementation_->declarations, implementation_->stop_event.get());
    implementation_->server.reset();
    eventfd_t count = 0;
    eventfd_read(implementation_->stop_event.get(), &count);
}

void App::stop() noexcept {
    eventfd_write(implementation_->stop_event.get(), 1);
}

}  // namespace fasterapi
