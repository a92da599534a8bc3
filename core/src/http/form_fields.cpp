#include "http/form_fields.h"

#include "http/ascii.h"

namespace fasterapi::http {

bool FormFields::parse(std::string_view text, std::size_t most) {
    fields_.clear();
    decoded_.clear();
    decoded_.reserve(text.size());  // decoding makes nothing longer
    while (!text.empty()) {
        const std::size_t end = text.find('&');
        const std::string_view pair = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (pair.empty()) {
            continue;
        }
        if (fields_.size() == most) {
            fields_.clear();
            return false;
        }
        const std::size_t equals = pair.find('=');
        const std::string_view name = decode(pair.substr(0, equals));
        const std::string_view value =
            equals == std::string_view::npos ? std::string_view() : decode(pair.substr(equals + 1));
        fields_.push_back({name, value});
    }
    return true;
}

const FormFields::Field* FormFields::find_last(std::string_view name) const noexcept {
    for (auto field = fields_.rbegin(); field != fields_.rend(); ++field) {
        if (field->name == name) {
            return &*field;
        }
    }
    return nullptr;
}

std::string_view FormFields::decode(std::string_view text) {
    std::size_t at = text.find_first_of("%+");
    if (at == std::string_view::npos) {
        return text;
    }
    const std::size_t begin = decoded_.size();
    std::size_t copied = 0;
    for (; at != std::string_view::npos; at = text.find_first_of("%+", at)) {
        const bool is_escape = text[at] == '%' && text.size() - at > 2 && is(hex_char, text[at + 1]) &&
                               is(hex_char, text[at + 2]);
        if (text[at] == '%' && !is_escape) {
            ++at;
            continue;
        }
        decoded_.append(text, copied, at - copied);
        decoded_.push_back(
            is_escape ? static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2])) : ' ');
        copied = at += is_escape ? 3 : 1;
    }
    decoded_.append(text, copied);
    return std::string_view(decoded_).substr(begin);
}

}  // namespace fasterapi::http
