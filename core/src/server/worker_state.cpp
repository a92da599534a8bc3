#include "server/worker_state.h"

#include <algorithm>

#include <sys/eventfd.h>
#include <sys/resource.h>

#include "server/session.h"

namespace fasterapi::server {

namespace {

// Saves 20 of the 200 ns of a pipelined request (bench_server, answered_at_once/64), and the memory that a
// match allocates. Not under AddressSanitizer, so that it sees views that are used too late.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool reuses_exchanges = false;
#elif defined(__has_feature)
constexpr bool reuses_exchanges = !__has_feature(address_sanitizer);
#else
constexpr bool reuses_exchanges = true;
#endif

constexpr std::uint64_t report_interval_ms = 10'000;

// Descriptors that are not connections: listeners, files being sent, the application's own.
constexpr std::uint64_t reserved_descriptors = 64;

std::uint64_t connections_the_process_can_hold() noexcept {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur <= 2 * reserved_descriptors) {
        return reserved_descriptors;
    }
    return limit.rlim_cur - reserved_descriptors;
}

}  // namespace

WorkerState::WorkerState(const Settings& frozen, Endpoint& root, const Clock& time)
    : settings(frozen),
      endpoint(root),
      clock(time),
      memory([this] { wake_if_waiting(); }),
      timers(clock.monotonic_ms()),
      access_log(settings.access_log),
      now_ms(clock.monotonic_ms()),
      unix_seconds(clock.unix_seconds()),
      wake_event(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      most_connections(frozen.limits.connections != 0 ? frozen.limits.connections
                                                      : connections_the_process_can_hold()),
      receive_buffer(std::make_unique_for_overwrite<char[]>(receive_buffer_bytes)) {}

WorkerState::~WorkerState() = default;

void WorkerState::update_time() noexcept {
    now_ms = clock.monotonic_ms();
    unix_seconds = clock.unix_seconds();
}

Ref<Exchange> WorkerState::take_exchange(Carrier& carrier) {
    if (!spare_exchange_) {
        return Ref<Exchange>(new Exchange(carrier));
    }
    spare_exchange_->carrier_ = &carrier;
    return std::move(spare_exchange_);
}

void WorkerState::make_ready(Session& session) noexcept {
    if (ready.empty()) {
        wake_if_waiting();
    }
    ready.push_back(session);
}

void WorkerState::wake() noexcept {
    eventfd_write(wake_event.get(), 1);
}

void WorkerState::report(std::string_view message) {
    if (error_sink && now_ms >= next_report_ms_) {
        next_report_ms_ = now_ms + report_interval_ms;
        error_sink(message);
    }
}

bool WorkerState::cut_longest_idle() noexcept {
    if (idle.empty()) {
        return false;
    }
    idle.front().cut();
    return true;
}

// One is enough for handlers that answer at once.
void WorkerState::give_back(Ref<Exchange> exchange) noexcept {
    if (reuses_exchanges && exchange->owners() == 1) {
        exchange->reset();
        spare_exchange_ = std::move(exchange);
    }
}

}  // namespace fasterapi::server
