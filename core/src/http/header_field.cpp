#include "http/header_field.h"

#include <algorithm>

#include "http/ascii.h"

namespace fasterapi::http {

bool equals_ignoring_case(std::string_view left, std::string_view right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return to_lower(a) == to_lower(b); });
}

bool is_token(std::string_view text) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is(token_char, c); });
}

bool is_field_value(std::string_view text) noexcept {
    return std::none_of(text.begin(), text.end(), [](char c) { return is(control_char, c); }) &&
           (text.empty() || (!is_blank(text.front()) && !is_blank(text.back())));
}

const HeaderField* HeaderFields::find(std::string_view name) const noexcept {
    const HeaderField* found = std::find_if(
        begin(), end(), [name](const HeaderField& f) { return equals_ignoring_case(f.name, name); });
    return found == end() ? nullptr : found;
}

void HeaderFields::rebase(const char* from, const char* to) noexcept {
    const auto moved = [from, to](std::string_view view) {
        return std::string_view(to + (view.data() - from), view.size());
    };
    for (std::size_t i = 0; i < size_; ++i) {
        HeaderField& field = fields_[i];
        field = {moved(field.name), moved(field.value)};
    }
}

void HeaderFields::grow() {
    const std::size_t wanted = capacity_ * 2;
    auto larger = std::make_unique<HeaderField[]>(wanted);
    std::copy(begin(), end(), larger.get());
    more_ = std::move(larger);
    fields_ = more_.get();
    capacity_ = wanted;
}

}  // namespace fasterapi::http
