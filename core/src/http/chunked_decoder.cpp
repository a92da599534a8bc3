#include "http/chunked_decoder.h"

#include <algorithm>

#include "http/ascii.h"

namespace fasterapi::http {

namespace {

constexpr std::uint8_t most_digits = 16;
constexpr std::uint64_t too_large = std::uint64_t{1} << 63;

ChunkedDecoder::Step refused(Error error) noexcept {
    return {.event = ChunkedDecoder::Event::refused, .error = error};
}

/// Fields that frame or route a message have their say in the head alone (RFC 9110 6.5.1).
bool belongs_into_head(std::string_view name) noexcept {
    return is_lower_case_of("content-length", name) || is_lower_case_of("transfer-encoding", name) ||
           is_lower_case_of("host", name);
}

}  // namespace

ChunkedDecoder::Step ChunkedDecoder::next(std::string_view input) noexcept {
    std::size_t at = 0;
    while (stage_ != Stage::trailers) {
        if (at == input.size()) {
            return {.consumed = at};
        }
        if (stage_ == Stage::data) {
            return take_data(input, at);
        }
        if (const auto error = read_framing(input[at++])) {
            return refused(*error);
        }
    }
    return read_trailers(input, at);
}

std::optional<Error> ChunkedDecoder::read_framing(char c) noexcept {
    switch (stage_) {
        case Stage::size: return read_size(c);
        case Stage::extension: return read_extension(c);
        case Stage::line_feed:
            if (c != '\n') return Error::bad_line_end;
            begin_chunk();
            break;
        case Stage::data_end:
            if (c != '\r') return Error::bad_chunk_data;
            stage_ = Stage::data_end_feed;
            break;
        case Stage::data_end_feed:
            if (c != '\n') return Error::bad_chunk_data;
            stage_ = Stage::size;
            break;
        case Stage::data:
        case Stage::trailers: break;
    }
    return std::nullopt;
}

std::optional<Error> ChunkedDecoder::read_size(char c) noexcept {
    if (is(hex_char, c)) {
        if (digits_ == most_digits) return Error::bad_chunk_size;
        ++digits_;
        size_ = size_ * 16 + hex_value(c);
        return count_line_byte();
    }
    if (digits_ == 0 || size_ >= too_large) return Error::bad_chunk_size;
    switch (c) {
        case '\r': stage_ = Stage::line_feed; return std::nullopt;
        case ';': stage_ = Stage::extension; return count_line_byte();
        case '\n': return Error::bad_line_end;
        default: return Error::bad_chunk_size;
    }
}

std::optional<Error> ChunkedDecoder::read_extension(char c) noexcept {
    if (c == '\r') {
        stage_ = Stage::line_feed;
        return std::nullopt;
    }
    if (is(control_char, c)) {
        return c == '\n' ? Error::bad_line_end : Error::bad_chunk_extension;
    }
    return count_line_byte();
}

std::optional<Error> ChunkedDecoder::count_line_byte() noexcept {
    constexpr std::size_t line_end_bytes = 2;
    if (++line_bytes_ + line_end_bytes > limits_->chunk_line_bytes) return Error::chunk_line_too_long;
    return std::nullopt;
}

void ChunkedDecoder::begin_chunk() noexcept {
    line_bytes_ = 0;
    digits_ = 0;
    if (size_ > 0) {
        stage_ = Stage::data;
    } else {
        stage_ = Stage::trailers;
        trailers_ = FieldReader(*limits_, 0);
    }
}

ChunkedDecoder::Step ChunkedDecoder::take_data(std::string_view input, std::size_t at) noexcept {
    const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(size_, input.size() - at));
    size_ -= bytes;
    if (size_ == 0) {
        stage_ = Stage::data_end;
    }
    return {.event = Event::data, .consumed = at + bytes, .data = input.substr(at, bytes)};
}

ChunkedDecoder::Step ChunkedDecoder::read_trailers(std::string_view input, std::size_t at) noexcept {
    const std::string_view section = input.substr(at);
    for (;;) {
        switch (trailers_.next(section)) {
            case FieldReader::Event::field:
                if (belongs_into_head(trailers_.field().name)) return refused(Error::bad_trailer);
                break;
            case FieldReader::Event::need_data: return {.consumed = at};
            case FieldReader::Event::refused: return refused(trailers_.error());
            case FieldReader::Event::end:
                stage_ = Stage::size;
                return {.event = Event::end, .consumed = at + trailers_.position()};
        }
    }
}

}  // namespace fasterapi::http
