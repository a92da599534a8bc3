#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ref.h"
#include "http/header_field.h"
#include "http/limits.h"
#include "http/request_head.h"
#include "server/endpoint.h"
#include "server/exchange.h"
#include "server/response_output.h"

namespace fasterapi::server {

/// A request that another server has read, for DirectCarrier to copy.
struct DirectRequest {
    std::string_view method;
    std::string_view path;      ///< percent-decoded; with it routes are matched
    std::string_view raw_path;  ///< as it was sent
    std::string_view query;     ///< without "?"
    http::Version version = http::Version::http_1_1;
    std::span<const http::HeaderField> fields;
};

/// Learns what its DirectCarrier has for it. Called from anywhere, the endpoint's own calls included: only to
/// remember it.
class DirectCaller {
public:
    /// There is more of the response, or its end.
    virtual void on_response() noexcept = 0;
    /// takes_body() is true now.
    virtual void on_body_wanted() noexcept = 0;

protected:
    ~DirectCaller() = default;
};

/// Carries one exchange between an endpoint and another server in this process: the request comes parsed, and
/// the response goes out as a head and content, not as bytes of a protocol. Lives on one thread.
class DirectCarrier final : private Carrier {
public:
    DirectCarrier(const http::Limits& limits, Peer peer, const DirectRequest& request, DirectCaller& caller);
    /// The caller has gone, if the response is not complete.
    ~DirectCarrier();
    DirectCarrier(const DirectCarrier&) = delete;
    DirectCarrier& operator=(const DirectCarrier&) = delete;

    /// Once: have the request served, which may answer later.
    void serve(Endpoint& endpoint);

    // --- the body
    /// More of it would be kept.
    [[nodiscard]] bool takes_body() const noexcept;
    /// The next of it, and whether that was all. What comes after the response is dropped.
    void receive_body(std::string_view bytes, bool complete);
    /// The client has gone: what runs learns of it, and the response has ended.
    void disconnect() noexcept;

    // --- the response
    [[nodiscard]] bool started() const noexcept { return status_ != 0; }
    /// After started(): 100 is never among them.
    [[nodiscard]] int status() const noexcept { return status_; }
    /// Names in lower case; Content-Length is there where the length is known, other framing fields are not.
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& fields() const noexcept {
        return fields_;
    }
    /// At most `most` bytes of content, appended to `into`. @return how many; 0 for none now.
    std::size_t take(std::string& into, std::size_t most);
    /// The endpoint adds nothing any more.
    [[nodiscard]] bool complete() const noexcept { return ended_; }
    /// There is no more to take, now or later.
    [[nodiscard]] bool ended() const noexcept { return ended_ && output_.empty(); }
    /// The response is not complete and never will be: how its content ends must not look like its end.
    [[nodiscard]] bool aborted() const noexcept { return aborted_; }

private:
    // --- Carrier
    void respond(Exchange& exchange, const ResponseHead& head, std::string_view content) override;
    void start(Exchange& exchange, const ResponseHead& head, std::optional<std::uint64_t> length) override;
    void write(Exchange& exchange, std::string_view content) override;
    void write_file(Exchange& exchange, int descriptor, std::uint64_t offset, std::uint64_t length) override;
    void end(Exchange& exchange) override;
    void abort(Exchange& exchange) override;
    void want_body(Exchange& exchange) override;
    [[nodiscard]] std::size_t unsent(const Exchange&) const noexcept override { return output_.size(); }
    [[nodiscard]] const Peer& peer() override { return *peer_; }
    [[nodiscard]] const http::Limits& limits() const noexcept override { return limits_; }

    void read_head(const DirectRequest& request);
    void put_head(const ResponseHead& head, std::optional<std::uint64_t> length, bool whole);
    [[nodiscard]] std::uint64_t allowed(std::uint64_t bytes) noexcept;
    void finish(bool aborted) noexcept;

    const http::Limits& limits_;
    Ref<SharedPeer> peer_;
    DirectCaller& caller_;
    Ref<Exchange> exchange_;
    ResponseOutput output_;
    int status_ = 0;
    std::vector<std::pair<std::string, std::string>> fields_;
    bool ended_ = false;
    bool aborted_ = false;
};

}  // namespace fasterapi::server
