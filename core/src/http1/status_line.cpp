#include "http1/status_line.h"

#include <array>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "http/status.h"

namespace fasterapi::http1 {

namespace {

struct Line {
    std::array<char, most_status_line_bytes> text{};
    std::uint8_t size = 0;
};

constexpr int first_status = 100;
constexpr int last_status = 599;

consteval std::array<Line, last_status - first_status + 1> make_lines() {
    std::array<Line, last_status - first_status + 1> lines;
    int status = first_status;
    for (Line& line : lines) {
        const auto put = [&line](std::string_view text) {
            for (const char c : text) {
                line.text[line.size++] = c;
            }
        };
        const std::array<char, 3> digits{static_cast<char>('0' + status / 100),
                                         static_cast<char>('0' + status / 10 % 10),
                                         static_cast<char>('0' + status % 10)};
        put("HTTP/1.1 ");
        put({digits.data(), digits.size()});
        put(" ");
        put(http::reason_phrase(status));
        put("\r\n");
        ++status;
    }
    return lines;
}

// 24 KB, of which a server that answers a handful of statuses touches a handful of cache lines.
constexpr auto lines = make_lines();

}  // namespace

char* write_status_line(char* out, int status) noexcept {
    assert(status >= first_status && status <= last_status);
    const Line& line = lines[static_cast<std::size_t>(status - first_status)];
    std::memcpy(out, line.text.data(), most_status_line_bytes);  // of a known size: three moves
    return out + line.size;
}

}  // namespace fasterapi::http1
