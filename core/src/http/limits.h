#pragma once

#include <fasterapi/limits.h>

namespace fasterapi::http {

using fasterapi::Limits;

}  // namespace fasterapi::http
