#include "route/methods.h"

#include <algorithm>

#include "http/header_field.h"

namespace fasterapi::route {

Result<MethodNumber, PatternError> MethodTable::add(std::string_view token) {
    if (const auto known = find(token)) {
        return *known;
    }
    if (!http::is_token(token)) {
        return PatternError::bad_method;
    }
    if (names_.size() == max_methods) {
        return PatternError::too_many_methods;
    }
    names_.emplace_back(token);
    return static_cast<MethodNumber>(names_.size() - 1);
}

std::optional<MethodNumber> MethodTable::find(std::string_view token) const noexcept {
    for (std::size_t number = 0; number < names_.size(); ++number) {
        if (names_[number] == token) {
            return static_cast<MethodNumber>(number);
        }
    }
    return std::nullopt;
}

void MethodTable::append_names(MethodSet methods, std::string& out) const {
    // Selection by repeated search: only errors come here, with a handful of methods, and nothing is
    // allocated.
    std::string_view last;
    for (;;) {
        const std::string* next = nullptr;
        for (std::size_t number = 0; number < names_.size(); ++number) {
            const std::string& name = names_[number];
            const bool wanted = (methods & set_of(static_cast<MethodNumber>(number))) != 0 && name > last;
            if (wanted && (next == nullptr || name < *next)) {
                next = &name;
            }
        }
        if (next == nullptr) {
            return;
        }
        if (!last.empty()) {
            out += ", ";
        }
        out += *next;
        last = *next;
    }
}

void MethodRoutes::add(MethodNumber method, std::uint32_t route) {
    if ((methods_ & set_of(method)) == 0) {
        methods_ |= set_of(method);
        entries_.push_back({method, route});
    }
}

std::optional<MethodRoutes::Choice> MethodRoutes::choose(MethodNumber method) const noexcept {
    const bool taken = (methods_ & set_of(method)) != 0;
    const bool head_of_get = method == head_method && (methods_ & set_of(get_method)) != 0;
    if (!taken && !head_of_get) {
        return std::nullopt;
    }
    const std::uint32_t route = route_of(taken ? method : get_method);
    return Choice{head_of_get ? std::min(route, route_of(get_method)) : route, route, !taken};
}

std::uint32_t MethodRoutes::route_of(MethodNumber method) const noexcept {
    return std::find_if(entries_.begin(), entries_.end(),
                        [=](const Entry& entry) { return entry.method == method; })
        ->route;
}

}  // namespace fasterapi::route
