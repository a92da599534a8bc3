#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/byte_buffer.h"
#include "base/clock.h"
#include "base/intrusive_list.h"
#include "direct_exchange.h"
#include "embedded_caller.h"
#include "object.h"
#include "plan/plan.h"
#include "pool.h"
#include "run.h"
#include "server/application.h"
#include "server/settings.h"
#include "server/worker.h"
#include "tasks.h"

namespace fasterapi::python {

class DirectCall;
struct ModuleState;

/// One worker under asyncio: brings the engine's turns, the plans and the loop together. The rooms below it
/// (Tasks, Pool, Plan, Run) know each other only through it.
class Engine {
public:
    Engine(ModuleState& state, PyObject* self) noexcept;
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    struct Options {
        PyObject* app;
        PyObject* plans;
        PyObject* hooks;
        PyObject* loop;
        PyObject* listeners;
        PyObject* limits;
        const char* access_log;
        const char* server_name;
        unsigned pool_threads;
    };
    /// @return false with an exception set.
    [[nodiscard]] bool start(const Options& options);

    // --- the loop (engine_turn.cpp)
    [[nodiscard]] int descriptor() const noexcept { return worker_->descriptor(); }
    void watch_selector(int descriptor, PyObject* select);
    /// Selector.select(). Empty with an exception set.
    [[nodiscard]] Object select(PyObject* timeout);
    /// One turn that does not block. @return false with an exception set.
    [[nodiscard]] bool turn();
    [[nodiscard]] int next_deadline_ms() const noexcept;
    /// In the next turn, which is asked for where the loop would not come back by itself.
    void resume_later(Run& run) {
        ready_.push_back(run);
        schedule_turn();
    }
    void future_done(Run& run);
    [[nodiscard]] bool in_turn() const noexcept { return in_turn_; }
    /// The loop is ours: between two turns it runs what is queued, and a turn comes without being asked for.
    /// On another loop a turn may come before what is queued.
    [[nodiscard]] bool selects() const noexcept { return foreign_select_ && !closing_; }
    void wake() noexcept { worker_->wake(); }

    void add_caller(EmbeddedCaller& caller) { callers_.emplace(caller.number(), &caller); }
    void remove_caller(const EmbeddedCaller& caller) noexcept { callers_.erase(caller.number()); }
    /// Tell who asked without a socket of the Runs that serve him. Each told of beginning is told of ending.
    void run_began(const server::Exchange& exchange) const {
        if (EmbeddedCaller* caller = caller_of(exchange); caller != nullptr) [[unlikely]] {
            caller->run_began();
        }
    }
    void run_ended(const server::Exchange& exchange) const {
        if (EmbeddedCaller* caller = caller_of(exchange); caller != nullptr) [[unlikely]] {
            caller->run_ended();
        }
    }
    /// Have a request of another server served in the next turn.
    void serve_later(DirectCall& call);
    /// For Peer::connection.
    [[nodiscard]] std::uint64_t next_connection() noexcept { return ++connections_; }
    /// A connection over memory; `peer` lacks its number. Empty with an exception set.
    [[nodiscard]] Object connect(server::Peer peer);

    void drain() { worker_->drain(); }
    /// No request is being served, and no background task of one runs.
    [[nodiscard]] bool drained() const noexcept { return worker_->drained() && tasks_.all_free(); }
    void close();
    [[nodiscard]] bool closing() const noexcept { return closing_; }
    /// After close(): no handler runs any more.
    [[nodiscard]] bool closed() const noexcept { return closing_ && tasks_.all_free(); }
    [[nodiscard]] Object stats() const;

    // --- for the rooms below
    [[nodiscard]] PyObject* self() const noexcept { return self_; }
    [[nodiscard]] ModuleState& state() const noexcept { return state_; }
    [[nodiscard]] PyObject* app() const noexcept { return app_.get(); }
    [[nodiscard]] PyObject* loop() const noexcept { return loop_.get(); }
    /// What handlers' contexts are copies of: the context the engine was made in.
    [[nodiscard]] PyObject* base_context() const noexcept { return base_context_.get(); }
    [[nodiscard]] PyObject* context_keyword() const noexcept { return context_keyword_.get(); }
    [[nodiscard]] PyObject* message_keyword() const noexcept { return message_keyword_.get(); }
    [[nodiscard]] const http::Limits& limits() const noexcept { return settings_.limits; }
    [[nodiscard]] Tasks& tasks() noexcept { return tasks_; }
    [[nodiscard]] Pool& pool() noexcept { return *pool_; }
    /// For a response's content while it is being made.
    [[nodiscard]] ByteBuffer& scratch() noexcept { return scratch_; }

    [[nodiscard]] Object make_request(server::Exchange& exchange, const Plan& plan) const;
    void body_arrived(PyObject* request) noexcept;
    /// A thread of the pool has done what `run` waits for.
    void thread_done(Run& run, Object result, Object error);
    /// Go on in a task with what the handler returned in the pool, or with what went wrong.
    void answer_result(server::Exchange& exchange, const Plan& plan, Object request, Object result);
    void answer_failure(server::Exchange& exchange, const Plan& plan, Object request, Object error);
    /// No route matches: let an exception handler of the application answer, if one would see it.
    /// @return whether it does.
    [[nodiscard]] bool answer_unmatched(server::Exchange& exchange, int status, std::string_view allow);
    /// By the hook error_response(); a bare 500 if that fails as well. An answer that has started is cut,
    /// after error_after_answer() was called.
    void answer_error(server::Exchange& exchange, const Object& error, PyObject* request);

    /// After a call that the engine made for its own ends, and that failed with the exception that is set: it
    /// is printed as unraisable, unless the loop was closed and nobody waits for what was called.
    /// SystemExit and KeyboardInterrupt end the loop, as they do from any task: a signal handler may have
    /// raised them, wherever Python was entered.
    void report_error(PyObject* source) noexcept;

    // --- hooks
    void raise_http_error(int status, std::string_view detail) const;
    void raise_json_error(std::string_view text, const std::string& reason, std::size_t position,
                          const Plan& plan) const;
    /// `body`, which may be empty, is what of the request's body was read.
    void raise_validation_error(const Object& errors, const Object& body, const Plan& plan) const;
    /// @param plan its declaration.
    void raise_response_error(const Object& errors, PyObject* result, PyObject* plan) const;
    /// Who answers an error: (callable, "async" | "inline" | "pool"), or None: then server_error() does.
    /// Empty with an exception set.
    [[nodiscard]] Object error_handler(const Object& error, const Plan& plan, PyObject* request);
    [[nodiscard]] Object server_error(const Object& error, const Plan& plan, PyObject* request) const;
    /// A value as what JSON has. Empty with an exception set.
    [[nodiscard]] Object jsonable(PyObject* value) const;
    /// The plan that dependency_overrides make of another. @return nullptr with an exception set.
    [[nodiscard]] const Plan* plan_for(server::Exchange& exchange, const Plan& plan);
    [[nodiscard]] PyObject* response_class() const noexcept { return response_class_.get(); }
    /// A Response whose status and header fields a step may set.
    [[nodiscard]] Object make_injected_response() const;
    [[nodiscard]] Object make_background_tasks() const;
    [[nodiscard]] bool start_pool_thread();
    [[nodiscard]] Object json_loads();
    /// Run a step of a handler that the loop does not time itself. In asyncio's debug mode this warns of one
    /// that took too long, as asyncio does of a callback.
    template <class Step>
    void watch_step(const Plan& plan, Step step) {
        if (!debugging_) [[likely]] {
            step();
            return;
        }
        const auto began = std::chrono::steady_clock::now();
        step();
        step_took(plan, std::chrono::steady_clock::now() - began);
    }

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    [[nodiscard]] bool read_plans(PyObject* plans);
    void log_access(std::string_view lines);
    void log_error(std::string_view message);

    [[nodiscard]] bool loop_is_debugged();
    void step_took(const Plan& plan, std::chrono::duration<double> took);

    void wait(int timeout_ms);
    [[nodiscard]] EmbeddedCaller* caller_of(const server::Exchange& exchange) const {
        if (callers_.empty()) [[likely]] {
            return nullptr;
        }
        const auto found = callers_.find(exchange.peer().connection);
        return found == callers_.end() ? nullptr : found->second;
    }
    void run_turn();
    void serve_calls();
    void schedule_turn();
    [[nodiscard]] bool has_work() const noexcept {
        return !ready_.empty() || !calls_.empty() || worker_->has_pending() || pool_->has_finished() ||
               fatal_;
    }
    [[nodiscard]] bool raise_if_stopped();
    /// End the loop if that is what `error` is for.
    bool stop_for(const Object& error) noexcept;
    [[nodiscard]] bool loop_is_closed() const noexcept;

    ModuleState& state_;
    PyObject* self_;
    server::Settings settings_;
    SystemClock clock_;
    server::Application application_;
    std::vector<std::unique_ptr<Plan>> plans_;
    std::unordered_map<PyObject*, std::unique_ptr<Plan>> overridden_plans_;  ///< by their declarations
    Plan unmatched_plan_;  ///< of requests that no route matches
    std::unique_ptr<server::Worker> worker_;
    Tasks tasks_;
    std::unique_ptr<Pool> pool_;
    std::uint64_t connections_ = 0;  ///< without a socket, ever made
    std::unordered_map<std::uint64_t, EmbeddedCaller*> callers_;
    IntrusiveList<Run, ReadyList> ready_;
    IntrusiveList<DirectCall, WaitingCalls> calls_;    ///< to be served by the next turn
    IntrusiveList<DirectCall, OpenCalls> open_calls_;  ///< served
    ByteBuffer scratch_;

    Object app_;
    Object hooks_;
    Object request_type_;
    Object response_class_;  ///< fasterapi.Response
    Object loop_;
    Object pool_work_;       ///< what a thread of the pool runs
    Object loop_ready_;      ///< asyncio's deque of callbacks; empty on other loops
    Object foreign_select_;  ///< lists asyncio's own descriptors that are ready; empty on other loops
    Object base_context_;
    Object context_keyword_;
    Object message_keyword_;
    Object fatal_;
    bool in_turn_ = false;
    bool turn_scheduled_ = false;
    bool debugging_ = false;
    bool closing_ = false;
};

[[nodiscard]] Engine& engine_in(PyObject* object) noexcept;
[[nodiscard]] Object make_engine_type(PyObject* module);

}  // namespace fasterapi::python
