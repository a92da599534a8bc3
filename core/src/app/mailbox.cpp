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

std::vector<Task> Mailbox::Queue::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(tasks_, {});
}

void Mailbox::Queue::close() {
    std::vector<Task> unrun;
    const std::lock_guard lock(mutex_);
    worker_ = nullptr;
    unrun.swap(tasks_);
}

}  // namespace fasterapi
