#pragma once

#include <mutex>
#include <vector>

#include <fasterapi/mailbox.h>

#include "server/worker.h"

namespace fasterapi {

/// The tasks posted to one worker, from any thread. Off the way of requests, so a lock will do.
class Mailbox::Queue {
public:
    explicit Queue(server::Worker& worker) noexcept : worker_(&worker) {}

    bool post(Task task);
    /// What has been posted, to be run on the worker's thread.
    [[nodiscard]] std::vector<Task> take();
    /// Nothing is taken any more, and what waits is destroyed.
    void close();

private:
    std::mutex mutex_;
    server::Worker* worker_;  ///< nullptr once closed
    std::vector<Task> tasks_;
};

}  // namespace fasterapi
