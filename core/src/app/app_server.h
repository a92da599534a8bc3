#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <fasterapi/app.h>

#include "app/app_worker.h"
#include "app/declarations.h"
#include "net/descriptor.h"
#include "server/settings.h"

namespace fasterapi {

/// The sockets and threads of an App.
class AppServer {
public:
    /// Opens the sockets. @throws std::system_error where that fails.
    explicit AppServer(ServerOptions options);

    [[nodiscard]] const std::string& address() const noexcept { return address_; }

    /// Serve until `stop` (an eventfd) or a signal says so. Once.
    void run(const Declarations& declarations, int stop);

private:
    class Ending;
    using Sink = std::function<void(std::string_view)>;

    void open_listeners();
    [[nodiscard]] net::Descriptor open_listener(std::uint16_t port) const;
    [[nodiscard]] Sink one_at_a_time(const Sink& sink, int otherwise);

    ServerOptions options_;
    server::Settings settings_;
    std::vector<net::Descriptor> listeners_;
    std::string address_;
    std::mutex sink_mutex_;
};

}  // namespace fasterapi
