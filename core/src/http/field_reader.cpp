#include "http/field_reader.h"

#include <algorithm>

#include "http/ascii.h"

namespace fasterapi::http {

FieldReader::Event FieldReader::next(std::string_view input) noexcept {
    constexpr std::size_t line_end_bytes = 2;
    if (line_.is_empty_line(input)) {
        line_.advance_empty();  // it is free
        return Event::end;
    }
    const std::size_t begin = line_.begin();
    if (begin < input.size() && is_blank(input[begin])) {
        return refuse(Error::obsolete_line_folding);
    }
    // Room for an empty line that is not there as a whole. No limit at all is the largest number, which
    // stays.
    const std::size_t most = std::max(bytes_left_, bytes_left_ + line_end_bytes);
    const auto found = line_.scan(input, most);
    if (found != LineScanner::Found::line) {
        return stopped(input, found);
    }
    const std::string_view line = line_.text(input);
    line_.advance();
    if (line.size() + line_end_bytes > bytes_left_) {
        return refuse(Error::header_too_long);
    }
    if (count_left_ == 0) {
        return refuse(Error::too_many_headers);
    }
    bytes_left_ -= line.size() + line_end_bytes;
    --count_left_;

    const std::size_t colon = span_of(token_char, line);
    if (colon == 0 || colon == line.size() || line[colon] != ':') {
        return refuse(Error::bad_header_name);
    }
    field_ = {line.substr(0, colon), trim(line.substr(colon + 1))};
    return Event::field;
}

FieldReader::Event FieldReader::stopped(std::string_view input, LineScanner::Found found) noexcept {
    switch (found) {
        case LineScanner::Found::need_data: return Event::need_data;
        case LineScanner::Found::too_long: return refuse(Error::header_too_long);
        case LineScanner::Found::bad_line_end: return refuse(Error::bad_line_end);
        default: break;
    }
    const bool inside_value = line_.text(input).find(':') != std::string_view::npos;
    return refuse(inside_value ? Error::bad_header_value : Error::bad_header_name);
}

}  // namespace fasterapi::http
