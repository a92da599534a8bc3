#pragma once

#include <cstdint>
#include <string>

#include "http/limits.h"

namespace fasterapi::server {

enum class AccessLog : std::uint8_t { off, combined, json };

/// What a server is told once, at its start; immutable afterwards and shared by all workers.
struct Settings {
    http::Limits limits;
    AccessLog access_log = AccessLog::off;
    /// Value of the Server field; empty: none is sent.
    std::string server_name = "FasterAPI";
};

}  // namespace fasterapi::server
