#pragma once

#include <cstdint>
#include <vector>

#include "base/intrusive_list.h"
#include "object.h"
#include "run.h"

namespace fasterapi::python {

class Engine;

/// The Runs of one worker: some parked with a Task each, the others busy with a request. One parked Run
/// stands current, as `asyncio.current_task()` and in `all_tasks()`, from the first request of a turn until
/// the loop goes back to asyncio, so that a request which never suspends costs no change of the current task
/// at all.
class Tasks {
public:
    explicit Tasks(Engine& engine) noexcept : engine_(engine) {}
    ~Tasks();
    Tasks(const Tasks&) = delete;
    Tasks& operator=(const Tasks&) = delete;

    /// A Run free to serve, its Task current. @return nullptr with an exception set.
    [[nodiscard]] Run* current();
    /// The engine's base context has changed: let the Run that is current and free have a copy of the new
    /// one.
    /// @return false with an exception set.
    [[nodiscard]] bool take_base_context() {
        return current_ == nullptr || current_->busy() || current_->renew_context();
    }
    /// Make a suspended Run's Task current again. @return false with an exception set.
    [[nodiscard]] bool enter(Run& run);
    /// No Task of ours is current any more: before asyncio runs.
    void leave() noexcept;
    /// After `run`, which is current, has suspended or answered: keep it, park it, or let its Task end.
    void settle(Run& run) noexcept;

    /// Cancel what is suspended; every Task ends with its request from here on.
    void cancel_busy();
    [[nodiscard]] bool all_free() const noexcept { return busy_.empty(); }
    /// End the parked Tasks; those still busy end when they answer.
    void close() noexcept;

    [[nodiscard]] std::uint64_t made() const noexcept { return made_; }
    [[nodiscard]] std::uint64_t reused() const noexcept { return reused_; }

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    [[nodiscard]] Run* make();
    [[nodiscard]] bool make_visible(Run& run);
    void make_invisible(Run& run) noexcept;
    void finish(Run& run) noexcept;

    // Enough for what a worker has suspended at once in steady state; a burst's further Tasks end with it.
    static constexpr std::size_t most_parked = 1024;

    Engine& engine_;
    Run* current_ = nullptr;
    std::vector<Run*> parked_;  ///< each holds a reference to its Python object, as do busy ones
    IntrusiveList<Run, BusyList> busy_;
    std::uint64_t made_ = 0;
    std::uint64_t reused_ = 0;
    bool closed_ = false;
};

}  // namespace fasterapi::python
