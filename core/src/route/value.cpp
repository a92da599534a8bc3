#include "route/value.h"

namespace fasterapi::route {

namespace {

constexpr bool is_digit(char byte) noexcept {
    return byte >= '0' && byte <= '9';
}

constexpr bool is_hexadecimal(char byte) noexcept {
    return is_digit(byte) || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

std::size_t skip_digits(std::string_view path, std::size_t at) noexcept {
    while (at < path.size() && is_digit(path[at])) {
        ++at;
    }
    return at;
}

bool is_uuid(std::string_view text) noexcept {
    constexpr std::string_view shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    if (text.size() != shape.size()) {
        return false;
    }
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] == '-' ? text[i] != '-' : !is_hexadecimal(text[i])) {
            return false;
        }
    }
    return true;
}

constexpr std::size_t uuid_bytes = 36;

}  // namespace

std::size_t longest_end(Converter converter, std::string_view path, std::size_t begin) noexcept {
    std::size_t end = path.size();
    switch (converter) {
        case Converter::path: return end;
        case Converter::text:
            if (const std::size_t slash = path.find('/', begin); slash != std::string_view::npos) {
                end = slash;
            }
            break;
        case Converter::integer: end = skip_digits(path, begin); break;
        case Converter::number:
            end = skip_digits(path, begin);
            if (end > begin && end + 1 < path.size() && path[end] == '.' && is_digit(path[end + 1])) {
                end = skip_digits(path, end + 1);
            }
            break;
        case Converter::uuid: return is_uuid(path.substr(begin, uuid_bytes)) ? begin + uuid_bytes : no_end;
    }
    return end > begin ? end : no_end;
}

std::size_t shorter_end(Converter converter, std::string_view path, std::size_t begin,
                        std::size_t end) noexcept {
    switch (converter) {
        case Converter::path: return end > begin ? end - 1 : no_end;
        case Converter::uuid: return no_end;
        case Converter::text:
        case Converter::integer:
        case Converter::number: break;
    }
    --end;
    if (converter == Converter::number && path[end - 1] == '.') {
        --end;  // "12." is no number, "12" is
    }
    return end > begin ? end : no_end;
}

bool may_contain(Converter converter, char byte) noexcept {
    switch (converter) {
        case Converter::text: return byte != '/';
        case Converter::integer: return is_digit(byte);
        case Converter::number: return is_digit(byte) || byte == '.';
        case Converter::uuid: return false;
        case Converter::path: return true;
    }
    return false;
}

}  // namespace fasterapi::route
