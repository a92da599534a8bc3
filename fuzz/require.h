#pragma once

namespace fasterapi::fuzz {

/// Stop the fuzzer where something that must hold does not.
inline void require(bool holds) noexcept {
    if (!holds) {
        __builtin_trap();
    }
}

}  // namespace fasterapi::fuzz
