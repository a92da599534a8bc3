#pragma once

#include <memory>
#include <utility>

namespace fasterapi {

/// Something to run once; unlike std::function it may own what cannot be copied, a Responder for one.
class Task {
public:
    template <class Function>
    Task(Function function) : function_(std::make_unique<Holder<Function>>(std::move(function))) {}
    void operator()() { function_->run(); }

private:
    struct Base {
        virtual ~Base() = default;
        virtual void run() = 0;
    };
    template <class Function>
    struct Holder final : Base {
        explicit Holder(Function held) : function(std::move(held)) {}
        void run() override { function(); }
        Function function;
    };
    std::unique_ptr<Base> function_;
};

/// The way back to a worker's thread from any other: requests and responders live there. Cheap to copy.
class Mailbox {
public:
    /// Run `task` on the worker's thread, soon.
    /// @return false where the worker has ended: the task is destroyed here, unrun.
    bool post(Task task) const;

private:
    friend class AppWorker;
    class Queue;
    explicit Mailbox(std::shared_ptr<Queue> queue) noexcept : queue_(std::move(queue)) {}

    std::shared_ptr<Queue> queue_;
};

}  // namespace fasterapi
