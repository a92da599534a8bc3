#pragma once

#include <cstdint>

namespace fasterapi::python {

class Engine;

/// Who asks without a socket. Unlike the client of one he can know when a request has ended for good: after
/// its answer, dependencies and background tasks may still run.
class EmbeddedCaller {
public:
    /// @param number Peer::connection of what he asks; he is told as long as he lives.
    EmbeddedCaller(Engine& engine, std::uint64_t number);
    EmbeddedCaller(const EmbeddedCaller&) = delete;
    EmbeddedCaller& operator=(const EmbeddedCaller&) = delete;

    [[nodiscard]] std::uint64_t number() const noexcept { return number_; }
    /// A Run serves what he asked.
    [[nodiscard]] bool running() const noexcept { return runs_ > 0; }

    void run_began() noexcept { ++runs_; }
    void run_ended() noexcept {
        --runs_;
        on_run_ended();
    }

protected:
    ~EmbeddedCaller();
    /// Only to remember it.
    virtual void on_run_ended() noexcept = 0;

private:
    Engine& engine_;
    std::uint64_t number_;
    int runs_ = 0;
};

}  // namespace fasterapi::python
