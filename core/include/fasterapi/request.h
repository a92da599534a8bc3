#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fasterapi {

namespace server {
class Exchange;
}

/// One header field. Names compare without regard to case.
struct Header {
    std::string_view name;
    std::string_view value;
};

/// Where a request came from; a Unix socket's client has no host.
struct Client {
    std::string_view host;
    std::uint16_t port = 0;
};

/// One request. Views are valid until the handler returns; a copy of the Request keeps it alive, on its
/// worker's thread, and gives views that live as long as the copy does.
class Request {
public:
    Request(const Request& other) noexcept;
    /// `other` may only be destroyed or assigned to then. A move alone may happen on any thread.
    Request(Request&& other) noexcept;
    Request& operator=(Request other) noexcept;
    ~Request();

    [[nodiscard]] std::string_view method() const noexcept;
    /// Percent-decoded once: what routes match.
    [[nodiscard]] std::string_view path() const noexcept;
    /// Behind "?", as sent; empty where there is none.
    [[nodiscard]] std::string_view query() const noexcept;
    /// The request target as sent.
    [[nodiscard]] std::string_view target() const noexcept;
    [[nodiscard]] Client client() const;

    /// The first field of that name.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const noexcept;
    /// All fields in the order received.
    [[nodiscard]] std::vector<Header> headers() const;

    /// The text of a path parameter: "7" for id where "/items/{id:int}" matched "/items/7". Empty for one
    /// that the route does not have.
    [[nodiscard]] std::string_view parameter(std::string_view name) const noexcept;
    /// The same as a number; nothing where it is none or does not fit.
    template <std::integral Number>
    [[nodiscard]] std::optional<Number> parameter_as(std::string_view name) const noexcept {
        const std::string_view text = parameter(name);
        Number number{};
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                        : std::nullopt;
    }

    /// The whole body; for a route that streams, what has come so far.
    [[nodiscard]] std::string_view body() const noexcept;

    enum class BodyPart : std::uint8_t {
        more,    ///< some bytes, and more will come
        last,    ///< the last bytes, perhaps none
        failed,  ///< the rest will never come: a bad body, too slow a client, or it has gone
    };
    /// Take the body as it comes, for routes with RouteOptions::stream_body: `on_part` is called with what is
    /// there, at once and then from the worker's loop, until the last part. Reading pauses while it runs.
    using OnBody = std::function<void(std::string_view bytes, BodyPart part)>;
    void read_body(OnBody on_part);

private:
    friend class RequestAccess;
    Request(server::Exchange& exchange, std::span<const std::string> parameter_names) noexcept;

    server::Exchange* exchange_;
    std::span<const std::string> parameter_names_;
};

}  // namespace fasterapi
