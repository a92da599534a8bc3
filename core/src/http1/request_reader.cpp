#include "http1/request_reader.h"

#include <algorithm>

namespace fasterapi::http1 {

RequestReader::Step RequestReader::next(std::string_view input, http::RequestHead& head) noexcept {
    switch (stage_) {
        case Stage::head: return read_head(input, head);
        case Stage::length: return read_length(input);
        case Stage::chunked: return read_chunked(input);
        case Stage::refused: break;
    }
    return refuse(error_);
}

RequestReader::Step RequestReader::read_head(std::string_view input, http::RequestHead& head) noexcept {
    const auto parsed = head_.next(input, head);
    switch (parsed.event) {
        case http::HeadParser::Event::need_data: return {.consumed = parsed.consumed};
        case http::HeadParser::Event::refused: return refuse(parsed.error);
        case http::HeadParser::Event::complete: break;
    }
    if (head.framing == http::Framing::chunked) {
        stage_ = Stage::chunked;
    } else if (head.content_length > 0) {
        stage_ = Stage::length;
        body_left_ = head.content_length;
    }
    return {.event = Event::head, .message_complete = !inside_body(), .consumed = parsed.consumed};
}

RequestReader::Step RequestReader::read_length(std::string_view input) noexcept {
    if (body_left_ == 0) {
        stage_ = Stage::head;
        return {.event = Event::end};
    }
    if (input.empty()) {
        return {};
    }
    const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(body_left_, input.size()));
    body_left_ -= bytes;
    return {.event = Event::body, .consumed = bytes, .body = input.substr(0, bytes)};
}

RequestReader::Step RequestReader::read_chunked(std::string_view input) noexcept {
    const auto decoded = chunked_.next(input);
    switch (decoded.event) {
        case http::ChunkedDecoder::Event::need_data: return {.consumed = decoded.consumed};
        case http::ChunkedDecoder::Event::data:
            return {.event = Event::body, .consumed = decoded.consumed, .body = decoded.data};
        case http::ChunkedDecoder::Event::end:
            stage_ = Stage::head;
            return {.event = Event::end, .consumed = decoded.consumed};
        case http::ChunkedDecoder::Event::refused: break;
    }
    return refuse(decoded.error);
}

RequestReader::Step RequestReader::refuse(http::Error error) noexcept {
    stage_ = Stage::refused;
    error_ = error;
    return {.event = Event::refused, .error = error};
}

}  // namespace fasterapi::http1
