#include <fasterapi/mailbox.h>

#include "app/mailbox_queue.h"

namespace fasterapi {

bool Mailbox::post(Task task) const {
    return queue_->post(std::move(task));
}

bool Mailbox::Queue::post(Task task) {
    const std::lock_guard lock(mutex_);
    if (worker_ == nullptr) {
        return false;
    }
    tasks_.push_back(std::move(task));
    if (tasks_.size() == 1) {
        worker_->wake();
    }
    return true;
}

void Mailbox::Queue::run_all() {
    std::vector<Task> due;
    {
        const std::lock_guard lock(mutex_);
        due.swap(tasks_);
    }
    for (Task& task : due) {
        task();
    }
}

void Mailbox::Queue::close() {
    std::vector<Task> unrun;
    const std::lock_guard lock(mutex_);
    worker_ = nullptr;
    unrun.swap(tasks_);
}

}  // namespace fasterapi
