#include "app/app_server.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "app/stop_signals.h"
#include "net/listener.h"
#include "net/socket_address.h"

namespace fasterapi {

namespace {

// Descriptors of the process that are not connections: listeners, files being sent, the program's own.
constexpr std::uint64_t reserved_descriptors = 64;

server::Settings settings_from(const ServerOptions& options) {
    server::Settings settings;
    settings.server_name = options.server_name;
    switch (options.access_log) {
        case ServerOptions::AccessLog::off: settings.access_log = server::AccessLog::off; break;
        case ServerOptions::AccessLog::combined: settings.access_log = server::AccessLog::combined; break;
        case ServerOptions::AccessLog::json: settings.access_log = server::AccessLog::json; break;
    }
    settings.limits = options.limits;
    const std::uint64_t descriptors = net::raise_descriptor_limit();
    if (settings.limits.connections == 0) {
        const std::uint64_t all = std::max(descriptors, 2 * reserved_descriptors) - reserved_descriptors;
        settings.limits.connections =
            static_cast<std::uint32_t>(std::max<std::uint64_t>(all / options.workers, 1));
    }
    return settings;
}

}  // namespace

AppServer::AppServer(ServerOptions options) : options_(std::move(options)) {
    options_.workers = std::max(options_.workers, 1U);
    settings_ = settings_from(options_);
    open_listeners();
    address_ = net::describe_listener(listeners_.front().get());
}

net::Descriptor AppServer::open_listener(std::uint16_t port) const {
    const auto listener = net::listen_on({.host = options_.host,
                                          .port = port,
                                          .unix_path = options_.unix_path,
                                          .descriptor = options_.descriptor},
                                         true);
    if (!listener) {
        throw std::system_error(listener.error().code, listener.error().call);
    }
    return net::Descriptor(*listener);
}

void AppServer::open_listeners() {
    listeners_.push_back(open_listener(options_.port));
    const int first = listeners_.front().get();
    // A port of its own for each worker; a Unix socket or an inherited one cannot be opened twice, so all
    // share it.
    const bool has_port = options_.unix_path.empty() && options_.descriptor < 0;
    const std::uint16_t port = net::SocketAddress::local_of(first).port();
    while (listeners_.size() < options_.workers) {
        listeners_.push_back(has_port ? open_listener(port)
                                      : net::Descriptor(fcntl(first, F_DUPFD_CLOEXEC, 0)));
    }
}

/// `sink`, or where there is none the standard stream `otherwise`, for several threads.
AppServer::Sink AppServer::one_at_a_time(const Sink& sink, int otherwise) {
    return [this, sink, otherwise](std::string_view text) {
        const std::lock_guard lock(sink_mutex_);
        if (sink) {
            sink(text);
            return;
        }
        const std::string line = text.ends_with('\n') ? std::string(text) : std::string(text) + '\n';
        [[maybe_unused]] const ssize_t written = write(otherwise, line.data(), line.size());
    };
}

/// Waits for what ends a run: the order to stop, a signal, the last worker.
class AppServer::Ending {
public:
    explicit Ending(int stop) noexcept : stop_(stop), ended_(eventfd(0, EFD_CLOEXEC | EFD_SEMAPHORE)) {}

    /// To be called by each worker as it ends.
    void count_ended() const noexcept { eventfd_write(ended_.get(), 1); }

    void wait_for_order() {
        std::array<pollfd, 2> watched{{{.fd = stop_, .events = POLLIN, .revents = 0},
                                       {.fd = signals_.descriptor(), .events = POLLIN, .revents = 0}}};
        while (poll(watched.data(), watched.size(), -1) < 0 && errno == EINTR) {
        }
        if (watched[1].revents != 0) {
            signals_.take();
        }
    }

    /// @return whether all `workers` ended in time, and no signal said that it takes too long.
    [[nodiscard]] bool wait_for(std::size_t workers, std::uint32_t timeout_ms) {
        const std::uint64_t deadline_ms = SystemClock().monotonic_ms() + timeout_ms;
        while (workers > 0) {
            const std::uint64_t now_ms = SystemClock().monotonic_ms();
            if (now_ms >= deadline_ms) {
                return false;
            }
            std::array<pollfd, 2> watched{{{.fd = ended_.get(), .events = POLLIN, .revents = 0},
                                           {.fd = signals_.descriptor(), .events = POLLIN, .revents = 0}}};
            if (poll(watched.data(), watched.size(), static_cast<int>(deadline_ms - now_ms)) <= 0) {
                continue;
            }
            if (watched[1].revents != 0) {
                signals_.take();
                return false;
            }
            eventfd_t one = 0;
            eventfd_read(ended_.get(), &one);
            --workers;
        }
        return true;
    }

private:
    StopSignals signals_;
    int stop_;
    net::Descriptor ended_;
};

void AppServer::run(const Declarations& declarations, int stop) {
    Ending ending(stop);
    const Sinks sinks{.access_log = one_at_a_time(options_.on_access_log, STDOUT_FILENO),
                      .error = one_at_a_time(options_.on_error, STDERR_FILENO)};
    std::vector<std::unique_ptr<AppWorker>> workers;
    for (net::Descriptor& listener : listeners_) {
        workers.push_back(std::make_unique<AppWorker>(declarations, settings_, std::move(listener), sinks));
    }
    for (auto& worker : workers) {
        worker->start([&ending] { ending.count_ended(); });
    }
    ending.wait_for_order();
    for (auto& worker : workers) {
        worker->drain();
    }
    if (!ending.wait_for(workers.size(), options_.limits.shutdown_timeout_ms)) {
        for (auto& worker : workers) {
            worker->cut();
        }
    }
    for (auto& worker : workers) {
        worker->join();
    }
}

}  // namespace fasterapi
