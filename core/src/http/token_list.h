#pragma once

#include <cstddef>
#include <string_view>

#include "http/ascii.h"

namespace fasterapi::http {

/// Calls `visit` with each element of a comma separated list (RFC 9110 5.6.1) without the white space around
/// it, the empty ones included, for as long as it returns true.
/// @return whether it always did.
template <class Visit>
bool for_each_element(std::string_view list, Visit visit) {
    for (;;) {
        const std::size_t comma = list.find(',');
        if (!visit(trim(list.substr(0, comma)))) {
            return false;
        }
        if (comma == std::string_view::npos) {
            return true;
        }
        list.remove_prefix(comma + 1);
    }
}

}  // namespace fasterapi::http
