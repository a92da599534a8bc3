#include "server/response_framing.h"

#include <charconv>
#include <string_view>

#include "http/status.h"

namespace fasterapi::server {

namespace {

constexpr std::string_view content_length_name = "content-length";
constexpr std::string_view transfer_encoding_name = "transfer-encoding";
constexpr std::string_view connection_name = "connection";

bool is_framing_field(std::string_view name) noexcept {
    switch (name.size()) {
        case content_length_name.size(): return http::equals_ignoring_case(name, content_length_name);
        case transfer_encoding_name.size(): return http::equals_ignoring_case(name, transfer_encoding_name);
        case connection_name.size(): return http::equals_ignoring_case(name, connection_name);
        default: return false;
    }
}

std::optional<std::uint64_t> parse_length(std::string_view value) noexcept {
    std::uint64_t length = 0;
    const char* end = value.data() + value.size();
    const auto [stopped, error] = std::from_chars(value.data(), end, length);
    return error == std::errc() && stopped == end ? std::optional(length) : std::nullopt;
}

}  // namespace

FramingFields take_framing_fields(std::span<const http::HeaderField> fields,
                                  std::vector<http::HeaderField>& scratch) {
    std::size_t first = 0;
    while (first < fields.size() && !is_framing_field(fields[first].name)) {
        ++first;
    }
    if (first == fields.size()) {
        return {.others = fields};
    }
    FramingFields taken;
    scratch.assign(fields.begin(), fields.begin() + static_cast<std::ptrdiff_t>(first));
    for (const http::HeaderField& field : fields.subspan(first)) {
        if (!is_framing_field(field.name)) {
            scratch.push_back(field);
        } else if (field.name.size() == content_length_name.size()) {
            taken.content_length = parse_length(field.value);
        } else if (field.name.size() == connection_name.size()) {
            taken.close = taken.close || http::equals_ignoring_case(field.value, "close");
        }
    }
    taken.others = scratch;
    return taken;
}

ResponseFraming frame_whole(const http::RequestHead& request, int status, std::uint64_t length,
                            std::optional<std::uint64_t> declared) noexcept {
    if (http::forbids_content(status)) {
        // What a 200 would have been as long as may be told (RFC 9110 8.6); an empty content tells nothing.
        const bool tells_length = status == 304 && (declared || length > 0);
        if (!tells_length) {
            return {};
        }
        return {.framing = http1::ResponseFraming::length, .content_length = declared.value_or(length)};
    }
    if (request.method == http::Method::head) {
        return {.framing = http1::ResponseFraming::length, .content_length = declared.value_or(length)};
    }
    return {.framing = http1::ResponseFraming::length, .content_length = length, .sends_content = true};
}

ResponseFraming frame_pieces(const http::RequestHead& request, int status,
                             std::optional<std::uint64_t> length) noexcept {
    if (http::forbids_content(status) && !(status == 304 && length)) {
        return {};
    }
    const bool sends_content = request.method != http::Method::head && !http::forbids_content(status);
    if (length) {
        return {.framing = http1::ResponseFraming::length,
                .content_length = *length,
                .sends_content = sends_content};
    }
    if (request.version != http::Version::http_1_0) {
        return {.framing = http1::ResponseFraming::chunked, .sends_content = sends_content};
    }
    return {.framing = sends_content ? http1::ResponseFraming::until_close : http1::ResponseFraming::none,
            .sends_content = sends_content};
}

}  // namespace fasterapi::server
