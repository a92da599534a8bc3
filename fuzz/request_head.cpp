// Request heads: what is let through keeps to the rules, and a split changes nothing. The first byte seeds
// the split.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "http/head_parser.h"
#include "http/testing.h"
#include "pieces.h"
#include "require.h"

namespace {

using namespace fasterapi;
using Event = http::HeadParser::Event;

/// The bytes of a head that was let through: CR and LF come in pairs, no other control character but HTAB is
/// there.
void require_clean(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto c = static_cast<unsigned char>(bytes[i]);
        if (c == '\r') {
            fuzz::require(bytes.substr(i, 2) == "\r\n");
            ++i;
        } else {
            fuzz::require((c >= 0x20 && c != 0x7f) || c == '\t');
        }
    }
    fuzz::require(bytes.ends_with("\r\n\r\n"));
}

std::ptrdiff_t count(const http::RequestHead& head, std::string_view name) {
    return std::count_if(head.headers.begin(), head.headers.end(), [name](const http::HeaderField& field) {
        return http::equals_ignoring_case(field.name, name);
    });
}

void require_sound(const http::RequestHead& head) {
    fuzz::require(http::is_token(head.method_token));
    fuzz::require(
        std::all_of(head.target.begin(), head.target.end(), [](char c) { return c > ' ' && c < 0x7f; }));
    fuzz::require(head.raw_path.empty() == (head.method == http::Method::connect));
    fuzz::require(head.raw_path.size() + head.query.size() <= std::max<std::size_t>(head.target.size(), 1));
    for (const http::HeaderField& field : head.headers) {
        fuzz::require(http::is_token(field.name) && http::is_field_value(field.value));
    }
    const bool old = head.version == http::Version::http_1_0;
    const auto hosts = count(head, "host");
    fuzz::require(hosts == 1 || (hosts == 0 && old));
    fuzz::require(count(head, "content-length") == (head.framing == http::Framing::length ? 1 : 0));
    fuzz::require(count(head, "transfer-encoding") == (head.framing == http::Framing::chunked ? 1 : 0));
    fuzz::require(head.content_length < std::uint64_t{1} << 63);
    fuzz::require(!old || head.framing != http::Framing::chunked);
}

/// The head that `pieces` begin with as text, or why there is none.
std::string parse(const http::testing::Pieces& pieces, std::string_view all) {
    const http::Limits limits{.request_line_bytes = 200, .header_bytes = 600, .header_count = 30};
    http::HeadParser parser(limits);
    http::RequestHead head;
    http::testing::MovingInput input;
    std::size_t consumed = 0;
    for (const std::string_view piece : pieces) {
        input.arrive(piece);
        const auto step = parser.next(input.view(), head);
        fuzz::require(step.consumed <= input.view().size());
        consumed += step.consumed;
        if (step.event == Event::refused) {
            return std::string(http::explanation_of(step.error));
        }
        if (step.event == Event::complete) {
            require_clean(all.substr(0, consumed));
            require_sound(head);
            return http::testing::describe(head) + std::to_string(consumed);
        }
        input.consume(step.consumed);
    }
    return {};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Choices choices({reinterpret_cast<const char*>(data), size});
    const std::uint8_t seed = choices.next();
    const std::string_view text = choices.rest();
    fuzz::require(parse(fuzz::cut(text, seed), text) == parse({text}, text));
    return 0;
}
