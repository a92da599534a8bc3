#include "http/body_framing.h"

#include "http/ascii.h"
#include "http/content_length.h"
#include "http/header_field.h"
#include "http/token_list.h"

namespace fasterapi::http {

namespace {

/// What is wrong with a list of transfer codings that are to be undone by us.
std::optional<Error> check_codings(std::string_view list) noexcept {
    bool chunked = false;
    bool unknown = false;
    const bool well_formed = for_each_element(list, [&](std::string_view coding) {
        if (chunked || coding.empty()) {
            return false;  // "chunked" is the last coding
        }
        const std::string_view name = trim(coding.substr(0, coding.find(';')));
        if (is_lower_case_of("chunked", name)) {
            chunked = true;
            return name.size() == coding.size();  // it has no parameters
        }
        unknown = true;
        return is_token(name);
    });
    if (!well_formed) return Error::bad_transfer_encoding;
    if (unknown) return Error::unknown_transfer_coding;
    return std::nullopt;
}

}  // namespace

std::optional<Error> apply_content_length(RequestHead& head, std::string_view value) noexcept {
    if (head.framing == Framing::chunked) return Error::content_length_with_transfer_encoding;
    if (head.framing == Framing::length) return Error::repeated_content_length;
    const auto length = parse_content_length(value);
    if (!length) return length.error();
    head.framing = Framing::length;
    head.content_length = *length;
    return std::nullopt;
}

std::optional<Error> apply_transfer_encoding(RequestHead& head, std::string_view value) noexcept {
    if (head.version == Version::http_1_0) return Error::transfer_encoding_in_http_1_0;
    if (head.framing == Framing::length) return Error::content_length_with_transfer_encoding;
    if (head.framing == Framing::chunked) return Error::bad_transfer_encoding;
    if (const auto error = check_codings(value)) return error;
    head.framing = Framing::chunked;
    return std::nullopt;
}

}  // namespace fasterapi::http
