#include "engine.h"

#include <string>

#include "engine_settings.h"
#include "http/status.h"
#include "memory_connection.h"
#include "module_state.h"
#include "plan/plan_endpoint.h"
#include "request.h"
#include "response.h"
#include "response_type.h"

namespace fasterapi::python {

namespace {

constexpr server::ResponseHead bare_error{
    .status = 500, .content_type = "text/plain; charset=utf-8", .fields = {}};

Object keyword_tuple(const Object& name) {
    return Object::steal(PyTuple_Pack(1, name.get()));
}

}  // namespace

Engine::Engine(ModuleState& state, PyObject* self) noexcept : state_(state), self_(self), tasks_(*this) {}

Engine::~Engine() = default;

bool Engine::start(const Options& options) {
    app_ = Object::borrow(options.app);
    hooks_ = Object::borrow(options.hooks);
    loop_ = Object::borrow(options.loop);
    request_type_ = Object::steal(PyObject_GetAttr(options.hooks, state_.names.request_type.get()));
    base_context_ = Object::steal(PyContext_CopyCurrent());
    context_keyword_ = keyword_tuple(state_.names.context);
    message_keyword_ = keyword_tuple(state_.names.msg);
    pool_work_ = Object::steal(PyObject_GetAttrString(self_, "_pool_work"));
    response_class_ = Object::steal(PyObject_GetAttrString(options.hooks, "response_type"));
    if (!pool_work_ || !request_type_ || !response_class_ || !base_context_ || !context_keyword_ ||
        !message_keyword_) {
        return false;
    }
    if (PyType_Check(request_type_.get()) == 0 ||
        PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(request_type_.get()),
                         as_type(state_.request_type)) == 0) {
        PyErr_SetString(PyExc_TypeError, "hooks.request_type must be a subclass of fasterapi._core.Request");
        return false;
    }
    std::vector<int> listeners;
    if (!read_settings(options, settings_) || !read_plans(options.plans) ||
        !read_descriptors(options.listeners, listeners)) {
        return false;
    }
    const Object unmatched = Object::steal(PyObject_GetAttrString(options.hooks, "unmatched_plan"));
    if (!unmatched || !unmatched_plan_.read(state_, unmatched.get())) {
        return false;
    }
    if (const Object redirects = Object::steal(PyObject_GetAttrString(options.app, "redirect_slashes"))) {
        application_.redirect_slashes(PyObject_IsTrue(redirects.get()) == 1);
    } else {
        PyErr_Clear();  // tests serve plans of no application
    }
    application_.on_unmatched([this](server::Exchange& exchange, int status, std::string_view allow) {
        return answer_unmatched(exchange, status, allow);
    });
    pool_ = std::make_unique<Pool>(*this, options.pool_threads);
    worker_ = std::make_unique<server::Worker>(settings_, application_, listeners, clock_);
    // Log handlers are the user's code, and no request's.
    worker_->on_access_log([this](std::string_view lines) {
        tasks_.leave();
        log_access(lines);
    });
    worker_->on_error([this](std::string_view message) {
        tasks_.leave();
        log_error(message);
    });
    return true;
}

bool Engine::read_plans(PyObject* declarations) {
    const Object list = Object::steal(PySequence_Tuple(declarations));
    if (!list) {
        return false;
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(list.get()); ++i) {
        Plan& plan = *plans_.emplace_back(std::make_unique<Plan>());
        if (!plan.read(state_, PyTuple_GET_ITEM(list.get(), i))) {
            return false;
        }
        const std::vector<std::string_view> methods(plan.methods().begin(), plan.methods().end());
        const auto route =
            application_.add(plan.pattern(), methods, std::make_unique<PlanEndpoint>(*this, plan));
        if (!route) {
            const std::string reason(route::explanation_of(route.error()));
            PyErr_Format(PyExc_ValueError, "the path '%s' cannot be served: %s", plan.pattern().c_str(),
                         reason.c_str());
            return false;
        }
        if (!plan.resolve(application_.router(), *route)) {
            return false;
        }
    }
    return true;
}

Object Engine::connect(server::Peer peer) {
    peer.connection = next_connection();
    auto connection = closing_ ? nullptr : worker_->connect(std::move(peer));
    if (connection == nullptr) {
        PyErr_SetString(PyExc_ConnectionRefusedError, "the engine takes no connections any more");
        return {};
    }
    return make_memory_connection(self_, connections_, std::move(connection));
}

void Engine::close() {
    if (closing_ || worker_ == nullptr) {
        return;
    }
    closing_ = true;
    tasks_.cancel_busy();
    worker_->close_all();
    while (!calls_.empty()) {
        calls_.front().disconnect();
    }
    while (!open_calls_.empty()) {
        open_calls_.pop_front().disconnect();
    }
    tasks_.close();
    pool_->close();
    schedule_turn();
}

Object Engine::stats() const {
    const server::Stats& stats = worker_->stats();
    return Object::steal(Py_BuildValue("{s:K,s:K,s:K,s:K,s:I,s:K,s:K}", "connections_accepted",
                                       stats.connections_accepted, "connections_open", stats.connections_open,
                                       "requests", stats.requests, "requests_running", stats.requests_running,
                                       "pool_threads", pool_->threads(), "tasks_reused", tasks_.reused(),
                                       "tasks_made", tasks_.made()));
}

Object Engine::make_request(server::Exchange& exchange, const Plan& plan) const {
    return python::make_request(reinterpret_cast<PyTypeObject*>(request_type_.get()), self_, exchange, plan);
}

void Engine::body_arrived(PyObject* request) noexcept {
    wake_body_waiters(*this, request);
}

void Engine::thread_done(Run& run, Object result, Object error) {
    if (!run.busy()) {
        return;
    }
    if (!tasks_.enter(run)) {
        report_error(self_);
        return;
    }
    run.thread_done(std::move(result), std::move(error));
    tasks_.settle(run);
}

void Engine::answer_result(server::Exchange& exchange, const Plan& plan, Object request, Object result) {
    // In a task and a context of its own, as what an async handler returned: encoding runs user code, too.
    Run* run = tasks_.current();
    if (run == nullptr) {
        answer_error(exchange, take_exception(), Py_None);
        return;
    }
    run->serve_result(exchange, plan, std::move(request), std::move(result));
    tasks_.settle(*run);
}

void Engine::answer_failure(server::Exchange& exchange, const Plan& plan, Object request, Object error) {
    Run* run = tasks_.current();  // exception handlers are the user's code
    if (run == nullptr) {
        answer_error(exchange, take_exception(), Py_None);
        return;
    }
    run->serve_error(exchange, plan, std::move(request), std::move(error));
    tasks_.settle(*run);
}

bool Engine::answer_unmatched(server::Exchange& exchange, int status, std::string_view allow) {
    const std::string_view reason = http::reason_phrase(status);
    Object error = Object::steal(PyObject_CallMethod(
        hooks_.get(), "unmatched", "is#s#", status, allow.data() == nullptr ? "" : allow.data(),
        static_cast<Py_ssize_t>(allow.size()), reason.data(), static_cast<Py_ssize_t>(reason.size())));
    if (!error) {
        report_error(hooks_.get());
        return false;
    }
    if (error.get() == Py_None) {
        return false;
    }
    answer_failure(exchange, unmatched_plan_, {}, std::move(error));
    return true;
}

void Engine::answer_error(server::Exchange& exchange, const Object& error, PyObject* request) {
    stop_for(error);
    PyObject* arguments[] = {hooks_.get(), error.get(), request};
    const Object& hook = exchange.started() ? state_.names.error_after_answer : state_.names.error_response;
    const Object response = Object::steal(PyObject_VectorcallMethod(hook.get(), arguments, 3, nullptr));
    if (exchange.started()) {
        if (!exchange.finished()) {
            exchange.abort();
        }
    } else if (response && PyObject_TypeCheck(response.get(), as_type(state_.response_type)) != 0 &&
               send_response(*this, exchange, response.get())) {
        return;
    } else {
        exchange.respond(bare_error, "Internal Server Error");
    }
    if (PyErr_Occurred() != nullptr) {
        report_error(hooks_.get());
    }
}

void Engine::report_error(PyObject* source) noexcept {
    Object error = take_exception();
    if (stop_for(error) ||
        (PyErr_GivenExceptionMatches(error.get(), PyExc_RuntimeError) != 0 && loop_is_closed())) {
        return;
    }
    raise(std::move(error));
    PyErr_WriteUnraisable(source);
}

bool Engine::stop_for(const Object& error) noexcept {
    if (PyErr_GivenExceptionMatches(error.get(), PyExc_SystemExit) == 0 &&
        PyErr_GivenExceptionMatches(error.get(), PyExc_KeyboardInterrupt) == 0) {
        return false;
    }
    fatal_ = error;
    schedule_turn();
    return true;
}

void Engine::raise_http_error(int status, std::string_view detail) const {
    Object error = Object::steal(PyObject_CallMethod(hooks_.get(), "http_error", "is#", status, detail.data(),
                                                     static_cast<Py_ssize_t>(detail.size())));
    if (error) {
        raise(std::move(error));
    }
}

void Engine::raise_json_error(std::string_view text, const std::string& reason, std::size_t position,
                              const Plan& plan) const {
    const Object body = bytes(text);
    Object error = body ? Object::steal(PyObject_CallMethod(hooks_.get(), "json_error", "OsnO", body.get(),
                                                            reason.c_str(), static_cast<Py_ssize_t>(position),
                                                            plan.declaration()))
                        : Object();
    if (error) {
        raise(std::move(error));
    }
}

void Engine::raise_validation_error(const Object& errors, const Object& body, const Plan& plan) const {
    Object error = Object::steal(PyObject_CallMethod(hooks_.get(), "validation_error", "OOO", errors.get(),
                                                     body ? body.get() : Py_None, plan.declaration()));
    if (error) {
        raise(std::move(error));
    }
}

void Engine::raise_response_error(const Object& errors, PyObject* result, PyObject* plan) const {
    Object error =
        Object::steal(PyObject_CallMethod(hooks_.get(), "response_error", "OOO", errors.get(), result, plan));
    if (error) {
        raise(std::move(error));
    }
}

Object Engine::error_handler(const Object& error, const Plan& plan, PyObject* request) {
    stop_for(error);
    return Object::steal(
        PyObject_CallMethod(hooks_.get(), "error_handler", "OOO", error.get(), plan.declaration(), request));
}

Object Engine::server_error(const Object& error, const Plan& plan, PyObject* request) const {
    return Object::steal(
        PyObject_CallMethod(hooks_.get(), "server_error", "OOO", error.get(), request, plan.declaration()));
}

const Plan* Engine::plan_for(server::Exchange& exchange, const Plan& plan) {
    constexpr std::size_t most = 4096;  // tests make some; a service that makes ever new ones is told
    if (plan.app() == Py_None) {
        return &plan;
    }
    const Object overrides =
        Object::steal(PyObject_GetAttr(plan.app(), state_.names.dependency_overrides.get()));
    if (!overrides || (PyDict_Check(overrides.get()) != 0 && PyDict_GET_SIZE(overrides.get()) == 0)) {
        return overrides ? &plan : nullptr;
    }
    const Object other = Object::steal(
        PyObject_CallMethod(hooks_.get(), "overridden_plan", "OO", plan.declaration(), overrides.get()));
    if (!other || other.get() == plan.declaration()) {
        return other ? &plan : nullptr;
    }
    if (const auto known = overridden_plans_.find(other.get()); known != overridden_plans_.end()) {
        return known->second.get();
    }
    if (overridden_plans_.size() == most) {
        PyErr_SetString(PyExc_RuntimeError, "dependency_overrides has changed too often");
        return nullptr;
    }
    auto compiled = std::make_unique<Plan>();
    if (!compiled->read(state_, other.get()) ||
        !compiled->resolve(application_.router(), exchange.match().route)) {
        return nullptr;
    }
    return overridden_plans_.emplace(other.get(), std::move(compiled)).first->second.get();
}

Object Engine::jsonable(PyObject* value) const {
    return Object::steal(PyObject_CallMethod(hooks_.get(), "jsonable", "O", value));
}

Object Engine::make_injected_response() const {
    Object response = Object::steal(PyObject_CallNoArgs(response_class_.get()));
    if (response) {
        reinterpret_cast<ResponseObject*>(response.get())->status_code = 0;  // the route's
    }
    return response;
}

Object Engine::make_background_tasks() const {
    return Object::steal(PyObject_CallMethod(hooks_.get(), "background_tasks", nullptr));
}

bool Engine::start_pool_thread() {
    return static_cast<bool>(Object::steal(
        PyObject_CallMethodOneArg(hooks_.get(), state_.names.start_thread.get(), pool_work_.get())));
}

Object Engine::json_loads() {
    if (!state_.json_loads) {
        const Object json = Object::steal(PyImport_ImportModule("json"));
        state_.json_loads =
            json ? Object::steal(PyObject_GetAttr(json.get(), state_.names.loads.get())) : Object();
    }
    return state_.json_loads;
}

void Engine::step_took(const Plan& plan, std::chrono::duration<double> took) {
    const double seconds = took.count();
    const Object limit =
        Object::steal(PyObject_GetAttr(loop_.get(), state_.names.slow_callback_duration.get()));
    const double limit_seconds = limit ? PyFloat_AsDouble(limit.get()) : -1;
    if (PyErr_Occurred() != nullptr || seconds < limit_seconds) {
        PyErr_Clear();  // a user's own loop may have no such attribute, or no number in it
        return;
    }
    const Object told =
        Object::steal(PyObject_CallMethod(hooks_.get(), "slow_handler", "Od", plan.declaration(), seconds));
    if (!told) {
        report_error(hooks_.get());
    }
}

void Engine::log_access(std::string_view lines) {
    if (!hooks_) {
        return;  // the garbage collector has been here: nobody listens any more
    }
    Object list = Object::steal(PyList_New(0));
    while (list && !lines.empty()) {
        const std::size_t end = lines.find('\n');
        const Object line = utf8_lossy(lines.substr(0, end));
        if (!line || PyList_Append(list.get(), line.get()) < 0) {
            break;
        }
        lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    }
    const Object told = list ? Object::steal(PyObject_CallMethodOneArg(
                                   hooks_.get(), state_.names.access_log.get(), list.get()))
                             : Object();
    if (!told) {
        report_error(hooks_.get());
    }
}

void Engine::log_error(std::string_view message) {
    if (!hooks_) {
        return;
    }
    const Object text = utf8_lossy(message);
    const Object told = text ? Object::steal(PyObject_CallMethodOneArg(
                                   hooks_.get(), state_.names.engine_error.get(), text.get()))
                             : Object();
    if (!told) {
        report_error(hooks_.get());
    }
}

int Engine::traverse(visitproc visit, void* arg) const {
    for (const Object* member : {&app_, &hooks_, &request_type_, &response_class_, &loop_, &pool_work_,
                                 &loop_ready_, &foreign_select_, &base_context_, &fatal_}) {
        if (const int stop = member->traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    for (const auto& plan : plans_) {
        if (const int stop = plan->traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    if (const int stop = unmatched_plan_.traverse(visit, arg); stop != 0) {
        return stop;
    }
    for (const auto& [declaration, plan] : overridden_plans_) {
        if (const int stop = plan->traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    return tasks_.traverse(visit, arg);
}

void Engine::clear() noexcept {
    tasks_.clear();
    for (const auto& plan : plans_) {
        plan->clear();
    }
    unmatched_plan_.clear();
    for (const auto& [declaration, plan] : overridden_plans_) {
        plan->clear();
    }
    for (Object* member : {&app_, &hooks_, &request_type_, &response_class_, &loop_, &pool_work_,
                           &loop_ready_, &foreign_select_, &base_context_, &fatal_}) {
        member->reset();
    }
}

}  // namespace fasterapi::python
