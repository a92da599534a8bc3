#include "app/app_worker.h"

#include <array>
#include <utility>

#include "app/access.h"
#include "app/route_endpoint.h"

namespace fasterapi {

namespace {

// A long document does not keep its memory for the next, short one.
constexpr std::size_t kept_json_bytes = 64 * 1024;

}  // namespace

AppWorker::AppWorker(const Declarations& declarations, const server::Settings& settings,
                     net::Descriptor listener, const Sinks& sinks)
    : declarations_(declarations),
      settings_(settings),
      sinks_(sinks),
      worker_(settings, *this, std::array{listener.release()}, clock_),
      mailbox_(std::make_shared<Mailbox::Queue>(worker_)) {
    worker_.on_access_log(sinks.access_log);
    worker_.on_error(sinks.error);
    add_routes();
}

AppWorker::~AppWorker() = default;

void AppWorker::add_routes() {
    for (const RouteDeclaration& route : declarations_.routes) {
        auto endpoint = std::make_unique<RouteEndpoint>(route, settings_.limits.body_bytes, *this);
        RouteEndpoint& added = *endpoint;
        const std::vector<std::string_view> methods(route.methods.begin(), route.methods.end());
        // The pattern was checked when it was declared.
        const auto number = application_.add(route.pattern, methods, std::move(endpoint));
        added.parameter_names = application_.router().parameters_of(*number);
    }
}

void AppWorker::start(std::function<void()> on_end) {
    thread_ = std::thread([this, on_end = std::move(on_end)] {
        run();
        on_end();
    });
}

void AppWorker::run() {
    bool draining = false;
    for (;;) {
        worker_.poll(-1);
        for (Task& task : mailbox_->take()) {
            guard("A task", [&] { task(); });
        }
        worker_.run();
        const Phase phase = phase_.load(std::memory_order_acquire);
        if (phase == Phase::draining && !std::exchange(draining, true)) {
            worker_.drain();
        }
        if (phase == Phase::cutting || (draining && worker_.drained())) {
            break;
        }
    }
    worker_.close_all();
    mailbox_->close();
}

void AppWorker::change(Phase phase) noexcept {
    phase_.store(phase, std::memory_order_release);
    worker_.wake();
}

void AppWorker::report(std::string_view name, std::string_view thrown) const {
    sinks_.error(std::string(name) + " threw: " + std::string(thrown));
}

void AppWorker::serve(server::Exchange& exchange) {
    if (!declarations_.after.empty()) {
        exchange.filter_response(this);
    }
    if (!declarations_.before.empty()) {
        Request request = RequestAccess::request(exchange, {});
        Responder responder = RequestAccess::responder(exchange, *this);
        for (const App::Before& filter : declarations_.before) {
            if (!guard("A filter before", [&] { filter(request, responder); }) || responder.answered()) {
                return;
            }
        }
        RequestAccess::release(responder);
    }
    application_.serve(exchange);
}

void AppWorker::filter(server::Exchange& exchange, ResponseHead& head) const {
    const Request request = RequestAccess::request(exchange, {});
    for (const App::After& filter : declarations_.after) {
        guard("A filter after", [&] { filter(request, head); });
    }
}

server::ResponseHead AppWorker::on_response(server::Exchange& exchange, const server::ResponseHead& head) {
    ResponseHead draft;
    draft.status = head.status;
    if (!head.content_type.empty()) {
        draft.add("content-type", head.content_type);
    }
    for (const http::HeaderField& field : head.fields) {
        draft.add(field.name, field.value);
    }
    filter(exchange, draft);
    // Only now, for a filter may itself have answered something.
    filtered_ = std::move(draft);
    filtered_fields_.clear();
    for (const ResponseHead::Field& field : filtered_.fields) {
        if (http::is_token(field.name) && http::is_field_value(field.value)) {
            filtered_fields_.push_back({.name = field.name, .value = field.value});
        }
    }
    return {.status = filtered_.status, .content_type = {}, .fields = filtered_fields_};
}

std::unique_ptr<ByteBuffer> AppWorker::take_json_memory() {
    return json_memory_ ? std::move(json_memory_) : std::make_unique<ByteBuffer>();
}

void AppWorker::give_back_json_memory(std::unique_ptr<ByteBuffer> memory) noexcept {
    memory->clear();
    memory->shrink(kept_json_bytes);
    json_memory_ = std::move(memory);
}

}  // namespace fasterapi
