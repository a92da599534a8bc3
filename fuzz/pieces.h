#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace fasterapi::fuzz {

/// Takes small numbers from the front of a fuzzer's input, so that the fuzzer decides them; zeros once it is
/// used up.
class Choices {
public:
    explicit Choices(std::string_view bytes) noexcept : bytes_(bytes) {}

    [[nodiscard]] std::uint8_t next() noexcept {
        if (bytes_.empty()) {
            return 0;
        }
        const auto choice = static_cast<std::uint8_t>(bytes_.front());
        bytes_.remove_prefix(1);
        return choice;
    }
    /// What was not taken.
    [[nodiscard]] std::string_view rest() const noexcept { return bytes_; }

private:
    std::string_view bytes_;
};

/// `text` in pieces of 1 to 32 bytes as a generator started with `seed` cuts it; now and then everything left
/// at once.
inline std::vector<std::string_view> cut(std::string_view text, std::uint32_t seed) {
    std::vector<std::string_view> pieces;
    while (!text.empty()) {
        seed = seed * 1664525 + 1013904223;
        const std::size_t wanted = seed >> 29 == 0 ? text.size() : (seed >> 24 & 31) + 1;
        pieces.push_back(text.substr(0, wanted));
        text.remove_prefix(std::min(wanted, text.size()));
    }
    return pieces;
}

}  // namespace fasterapi::fuzz
