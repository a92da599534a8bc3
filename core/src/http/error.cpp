#include "http/error.h"

namespace fasterapi::http {

int status_of(Error error) noexcept {
    switch (error) {
        case Error::request_line_too_long: return 414;
        case Error::header_too_long:
        case Error::too_many_headers: return 431;
        case Error::unsupported_expectation: return 417;
        case Error::body_too_large: return 413;
        case Error::head_timeout:
        case Error::body_timeout: return 408;
        case Error::unknown_transfer_coding: return 501;
        case Error::unsupported_version: return 505;
        case Error::bad_request_line:
        case Error::bad_method:
        case Error::bad_target:
        case Error::bad_percent_escape:
        case Error::bad_version:
        case Error::bad_line_end:
        case Error::bad_header_name:
        case Error::bad_header_value:
        case Error::obsolete_line_folding:
        case Error::missing_host:
        case Error::repeated_host:
        case Error::bad_host:
        case Error::bad_content_length:
        case Error::repeated_content_length:
        case Error::content_length_with_transfer_encoding:
        case Error::transfer_encoding_in_http_1_0:
        case Error::bad_transfer_encoding:
        case Error::bad_chunk_size:
        case Error::bad_chunk_extension:
        case Error::chunk_line_too_long:
        case Error::bad_chunk_data:
        case Error::bad_trailer: return 400;
    }
    return 400;
}

std::string_view explanation_of(Error error) noexcept {
    switch (error) {
        case Error::bad_request_line: return "The request line is not a method, a target and a version";
        case Error::bad_method: return "The method is not a token";
        case Error::bad_target: return "The request target is not valid";
        case Error::bad_percent_escape: return "A percent escape in the path is not valid";
        case Error::bad_version: return "The HTTP version is not valid";
        case Error::unsupported_version: return "This HTTP version is not supported";
        case Error::bad_line_end: return "A line does not end with CR LF";
        case Error::bad_header_name: return "A header name is not valid";
        case Error::bad_header_value: return "A header value has a forbidden character";
        case Error::obsolete_line_folding: return "A header is folded over several lines";
        case Error::missing_host: return "Host is missing";
        case Error::repeated_host: return "Host is repeated";
        case Error::bad_host: return "Host is not valid";
        case Error::bad_content_length: return "Content-Length is not a number";
        case Error::repeated_content_length: return "Content-Length is repeated";
        case Error::content_length_with_transfer_encoding:
            return "Content-Length and Transfer-Encoding exclude each other";
        case Error::transfer_encoding_in_http_1_0: return "HTTP/1.0 has no Transfer-Encoding";
        case Error::bad_transfer_encoding: return "Transfer-Encoding is not chunked, once and last";
        case Error::unknown_transfer_coding: return "This transfer coding is not supported";
        case Error::bad_chunk_size: return "A chunk size is not a hexadecimal number";
        case Error::bad_chunk_extension: return "A chunk extension has a forbidden character";
        case Error::chunk_line_too_long: return "A chunk size line is too long";
        case Error::bad_chunk_data: return "A chunk does not end where its size says";
        case Error::bad_trailer: return "A trailer field belongs into the head";
        case Error::request_line_too_long: return "The request line is too long";
        case Error::header_too_long: return "The header fields are too long";
        case Error::too_many_headers: return "There are too many header fields";
        case Error::unsupported_expectation: return "This expectation is not supported";
        case Error::body_too_large: return "The request body is too large";
        case Error::head_timeout: return "The request head took too long";
        case Error::body_timeout: return "The request body came too slowly";
    }
    return {};
}

}  // namespace fasterapi::http
