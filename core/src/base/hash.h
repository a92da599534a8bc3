#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace fasterapi {

/// A hash of bytes for tables whose entries no client chooses: whoever knows it can make texts collide.
/// Multiplies and folds eight bytes at a time, in place; find_literal/10000 of router_bench takes 25 ns by it
/// and 30 by std::hash.
[[nodiscard]] inline std::uint64_t hash_of(std::string_view bytes) noexcept {
    constexpr std::uint64_t odd = 0x9e3779b97f4a7c15;
    constexpr std::size_t step = sizeof(std::uint64_t);
    std::uint64_t hash = bytes.size() * odd;
    const auto mix = [&hash](std::uint64_t word) {
        hash = (hash ^ word) * odd;
        hash ^= hash >> 32U;
    };
    const auto read = [&bytes]<class Word>(std::size_t at, Word word) -> std::uint64_t {
        std::memcpy(&word, bytes.data() + at, sizeof(word));
        return word;
    };
    const std::size_t size = bytes.size();
    if (size >= step) {
        for (std::size_t at = 0; at + step < size; at += step) {
            mix(read(at, std::uint64_t{}));
        }
        mix(read(size - step, std::uint64_t{}));  // the last bytes, together with some that were seen before
    } else if (size >= step / 2) {
        mix(read(0, std::uint32_t{}) << 32U | read(size - step / 2, std::uint32_t{}));
    } else if (size > 0) {
        mix(read(0, std::uint8_t{}) << 16U | read(size / 2, std::uint8_t{}) << 8U |
            read(size - 1, std::uint8_t{}));
    }
    return hash;
}

}  // namespace fasterapi
