#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "object.h"
#include "plan/call.h"
#include "server/exchange.h"

namespace fasterapi::python {

class Engine;
class Plan;
class Run;

/// The bounded pool of threads in which blocking (`def`) handlers run, each call in a copy of the context.
///
/// Threads are woken in a chain: the loop wakes one; a thread that takes a job and sees more waiting wakes
/// the next, once it has the GIL. Quick handlers are then served in batches by one thread that never lets go
/// of it, and handlers that block bring up as many threads as they need.
class Pool {
public:
    Pool(Engine& engine, unsigned most_threads) noexcept : engine_(engine), most_threads_(most_threads) {}
    ~Pool();
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    // --- on the loop's thread
    /// Call the handler of a plan that is one pooled call; the exchange is answered by a later deliver().
    void submit(server::Exchange& exchange, const Plan& plan);
    /// Make a call for `run`, in a copy of its context; a later deliver() hands it the result.
    void call(Run& run, Call call);
    /// Ask `iterator` for its next item; a later deliver() hands it to the run.
    void next_item(Run& run, Object iterator);
    /// Hand on what the threads have finished.
    void deliver();
    /// Jobs are waiting or running: their threads need the GIL.
    [[nodiscard]] bool busy() const noexcept { return unfinished_ > 0; }
    /// deliver() has something to do, whether or not the loop was told.
    [[nodiscard]] bool has_finished() const noexcept;
    /// No job is begun any more; idle threads end.
    void close() noexcept;
    [[nodiscard]] unsigned threads() const noexcept;

    // --- on a thread of the pool
    /// Serve jobs until close(); the thread state is attached.
    void work();

private:
    struct Job final : server::ExchangeObserver {
        explicit Job(Engine& engine_of_job) noexcept : engine(engine_of_job) {}
        ~Job();
        Job(const Job&) = delete;
        Job& operator=(const Job&) = delete;

        // Somebody on the loop may read the body on the handler's behalf.
        void on_body() noexcept override;
        void on_writable() noexcept override {}
        void on_disconnect() noexcept override { on_body(); }

        Engine& engine;
        // A handler's call, in no task ...
        Ref<server::Exchange> exchange;
        const Plan* plan = nullptr;
        Object request;
        // ... or that of a run ...
        Run* run = nullptr;
        Object run_object;
        // ... which both make this call, if it is not for an iterator's next item.
        Call call;
        Object iterator;

        Object context;
        Object result;
        Object error;
    };

    void push(std::unique_ptr<Job> job);
    void push_for(Run& run, std::unique_ptr<Job> job);
    [[nodiscard]] bool bind(Job& job) const;
    void perform(Job& job);
    [[nodiscard]] std::unique_ptr<Job> take();
    [[nodiscard]] std::unique_ptr<Job> try_take();
    [[nodiscard]] std::unique_ptr<Job> wait_and_take();
    void wake_another();
    void hand_back(std::unique_ptr<Job> job);
    void no_thread(Object error);

    Engine& engine_;
    const unsigned most_threads_;
    std::uint64_t unfinished_ = 0;  ///< of the loop's thread alone

    mutable std::mutex mutex_;  ///< never held while the GIL is taken
    std::condition_variable work_or_close_;
    std::deque<std::unique_ptr<Job>> waiting_;
    std::vector<std::unique_ptr<Job>> finished_;
    unsigned threads_ = 0;
    unsigned idle_ = 0;
    bool waking_ = false;  ///< a thread was woken or started and has not taken a job yet
    bool closed_ = false;
};

}  // namespace fasterapi::python
