#include "pool.h"

#include "engine.h"
#include "gil.h"
#include "module_state.h"
#include "plan/plan.h"
#include "run.h"

namespace fasterapi::python {

Pool::Job::~Job() {
    if (exchange) {
        exchange->observe(nullptr);
    }
}

void Pool::Job::on_body() noexcept {
    if (request) {
        engine.body_arrived(request.get());
    }
}

Pool::~Pool() = default;

void Pool::submit(server::Exchange& exchange, const Plan& plan) {
    auto job = std::make_unique<Job>(engine_);
    job->exchange = Ref<server::Exchange>(&exchange);
    job->plan = &plan;
    // Another thread reads the request's views from here on.
    exchange.persist();
    job->context = Object::steal(PyContext_Copy(engine_.base_context()));
    if (!job->context || !bind(*job)) {
        engine_.answer_failure(exchange, plan, job->request, take_exception());
        return;
    }
    exchange.observe(job.get());
    push(std::move(job));
}

/// The handler's call. @return false with an exception set.
bool Pool::bind(Job& job) const {
    const Step& handler = job.plan->steps().back();
    Inputs inputs;
    inputs.begin(*job.exchange, engine_.limits());
    Object errors;
    std::vector<Object> parameters;
    for (const Parameter& parameter : handler.parameters()) {
        parameters.push_back(parameter.bind(inputs, errors));
        if (!parameters.back() && PyErr_Occurred() != nullptr) {
            return false;
        }
    }
    if (errors) {
        engine_.raise_validation_error(errors, {}, *job.plan);
        return false;
    }
    job.call.callable = handler.callable();
    job.call.keywords = handler.keywords();
    for (const Argument& argument : handler.arguments()) {
        if (argument.from == Argument::From::request && !job.request) {
            job.request = engine_.make_request(*job.exchange, *job.plan);
            if (!job.request) {
                return false;
            }
        }
        job.call.arguments.push_back(argument.from == Argument::From::request     ? job.request
                                     : argument.from == Argument::From::parameter ? parameters[argument.index]
                                                                                  : argument.constant);
    }
    return true;
}

void Pool::call(Run& run, Call call) {
    auto job = std::make_unique<Job>(engine_);
    job->call = std::move(call);
    push_for(run, std::move(job));
}

void Pool::next_item(Run& run, Object iterator) {
    auto job = std::make_unique<Job>(engine_);
    job->iterator = std::move(iterator);
    push_for(run, std::move(job));
}

void Pool::push_for(Run& run, std::unique_ptr<Job> job) {
    job->run = &run;
    job->run_object = Object::borrow(run.self());
    job->context = Object::steal(PyContext_Copy(run.context().get()));
    if (job->context) {
        push(std::move(job));
        return;
    }
    job->error = take_exception();
    ++unfinished_;
    hand_back(std::move(job));
}

void Pool::push(std::unique_ptr<Job> job) {
    {
        const std::lock_guard lock(mutex_);
        if (closed_) {
            return;  // whoever waits for it has been disconnected
        }
        waiting_.push_back(std::move(job));
    }
    ++unfinished_;
    wake_another();
}

void Pool::wake_another() {
    {
        const std::lock_guard lock(mutex_);
        if (waking_ || closed_ || waiting_.empty()) {
            return;
        }
        if (idle_ > 0) {
            waking_ = true;
            work_or_close_.notify_one();
            return;
        }
        if (threads_ == most_threads_) {
            return;
        }
        ++threads_;
        waking_ = true;
    }
    if (!engine_.start_pool_thread()) {
        no_thread(take_exception());
    }
}

/// The system gives no thread: those there are go on; without any, what waits is answered with the error.
void Pool::no_thread(Object error) {
    {
        const std::lock_guard lock(mutex_);
        --threads_;
        waking_ = false;
        while (threads_ == 0 && !waiting_.empty()) {
            waiting_.front()->error = error;
            finished_.push_back(std::move(waiting_.front()));
            waiting_.pop_front();
        }
    }
    engine_.wake();
    raise(std::move(error));
    engine_.report_error(nullptr);
}

void Pool::work() {
    // A bare pointer: when the interpreter finalizes, a daemon thread is unwound out of the Python call it is
    // in, without a thread state, and then no destructor may drop references.
    while (Job* job = take().release()) {
        wake_another();
        perform(*job);
        hand_back(std::unique_ptr<Job>(job));
    }
}

std::unique_ptr<Pool::Job> Pool::take() {
    // With the GIL still in hand while there is more to do: letting go of it costs a hand-over.
    std::unique_ptr<Job> job = try_take();
    return job ? std::move(job) : wait_and_take();
}

std::unique_ptr<Pool::Job> Pool::try_take() {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty() || closed_) {
        return nullptr;
    }
    waking_ = false;
    std::unique_ptr<Job> job = std::move(waiting_.front());
    waiting_.pop_front();
    return job;
}

std::unique_ptr<Pool::Job> Pool::wait_and_take() {
    for (;;) {
        {
            const Detached detached;
            std::unique_lock lock(mutex_);
            ++idle_;
            work_or_close_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
            --idle_;
            if (closed_) {
                --threads_;
                return nullptr;
            }
        }
        // Only now with the GIL: what was waiting may be gone, and then there is nothing to do with it.
        if (std::unique_ptr<Job> job = try_take(); job) {
            return job;
        }
    }
}

void Pool::perform(Job& job) {
    PyContext_Enter(job.context.get());
    if (job.iterator) {
        job.result = Object::steal(PyIter_Next(job.iterator.get()));
    } else {
        job.result = job.call.make();
    }
    if (!job.result && PyErr_Occurred() != nullptr) {
        job.error = take_exception();
    }
    PyContext_Exit(job.context.get());
}

void Pool::hand_back(std::unique_ptr<Job> job) {
    bool first = false;
    {
        const std::lock_guard lock(mutex_);
        if (!closed_) {
            first = finished_.empty();
            finished_.push_back(std::move(job));
        }
    }
    if (first) {
        engine_.wake();
    }
}

void Pool::deliver() {
    if (unfinished_ == 0) {
        return;
    }
    std::vector<std::unique_ptr<Job>> finished;
    {
        const std::lock_guard lock(mutex_);
        finished.swap(finished_);
    }
    for (const std::unique_ptr<Job>& job : finished) {
        --unfinished_;
        if (job->run != nullptr) {
            engine_.thread_done(*job->run, std::move(job->result), std::move(job->error));
            continue;
        }
        // Nothing of this job's any more: a run that streams the answer observes it from here on.
        const Ref<server::Exchange> exchange = std::exchange(job->exchange, {});
        exchange->observe(nullptr);
        if (job->error) {
            engine_.answer_failure(*exchange, *job->plan, job->request, job->error);
        } else {
            engine_.answer_result(*exchange, *job->plan, job->request, std::move(job->result));
        }
    }
}

bool Pool::has_finished() const noexcept {
    if (unfinished_ == 0) {
        return false;
    }
    const std::lock_guard lock(mutex_);
    return !finished_.empty();
}

void Pool::close() noexcept {
    std::deque<std::unique_ptr<Job>> never_begun;
    const std::lock_guard lock(mutex_);
    closed_ = true;
    never_begun.swap(waiting_);
    work_or_close_.notify_all();
}

unsigned Pool::threads() const noexcept {
    const std::lock_guard lock(mutex_);
    return threads_;
}

}  // namespace fasterapi::python
