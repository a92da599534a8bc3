#pragma once

#include <functional>
#include <string_view>

namespace fasterapi {

namespace server {
class Exchange;
}

/// The content of a response that is sent in pieces. Destroyed before end(), it cuts the connection, so that
/// no client takes a part for the whole.
class ResponseStream {
public:
    ResponseStream(ResponseStream&& other) noexcept;
    ResponseStream& operator=(ResponseStream&& other) noexcept;
    ~ResponseStream();

    /// @return false when enough is waiting to be sent: go on in on_writable(). What is written nevertheless
    /// is kept.
    bool write(std::string_view content);
    void end();
    /// Called on the worker's thread each time that writing may go on, after write() was false.
    void on_writable(std::function<void()> callback);
    /// Called on the worker's thread when the client goes before the end.
    void on_disconnect(std::function<void()> callback);
    [[nodiscard]] bool disconnected() const noexcept;

private:
    friend class Responder;
    explicit ResponseStream(server::Exchange& exchange) noexcept;

    server::Exchange* exchange_;
};

}  // namespace fasterapi
