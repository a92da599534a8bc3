#include <fasterapi/response_head.h>

#include "http/header_field.h"

namespace fasterapi {

std::string* ResponseHead::find(std::string_view name) {
    for (Field& field : fields) {
        if (http::equals_ignoring_case(field.name, name)) {
            return &field.value;
        }
    }
    return nullptr;
}

void ResponseHead::add(std::string_view name, std::string_view value) {
    fields.push_back({.name = std::string(name), .value = std::string(value)});
}

void ResponseHead::set(std::string_view name, std::string_view value) {
    remove(name);
    add(name, value);
}

void ResponseHead::remove(std::string_view name) {
    std::erase_if(fields, [&](const Field& field) { return http::equals_ignoring_case(field.name, name); });
}

}  // namespace fasterapi
