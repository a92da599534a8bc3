#include "http/chunked_decoder.h"

#include <algorithm>

#include "http/ascii.h"

namespace fasterapi::http {

namespace {

constexpr std::uint8_t most_digits = 16;
constexpr std::uint64_t too_large = std::uint64_t{1} << 63;

ChunkedDecoder::Step refused(Error error) noexcept {
    return {ChunkedDecoder::Event::refused, error, 0, {}};
}

/// Fields that frame or route a message have their say in the head alone (RFC 9110 6.5.1).
bool belongs_into_head(std::string_view name) noexcept {
    return is_lower_case_of("content-length", name) || is_lower_case_of("transfer-encoding", name) ||
           is_lower_case_of("host", name);
}

}  // namespace

ChunkedDecoder::Step ChunkedDecoder::next(std::string_view input) noexcept {
    if (stage_ == Stage::trailers) {
        return read_trailers(input, 0);
    }
    for (std::size_t at = 0; at < input.size();) {
        if (stage_ == Stage::data) {
            const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(size_, input.size() - at));
            size_ -= bytes;
            if (size_ == 0) stage_ = Stage::data_end;
            return {Event::data, {}, at + bytes, input.substr(at, bytes)};
        }
        const char c = input[at++];
        switch (stage_) {
            case Stage::size:
                if (is(hex_char, c)) {
                    if (digits_ == most_digits) return refused(Error::bad_chunk_size);
                    size_ = size_ * 16 + hex_value(c);
                    ++digits_;
                    break;
                }
                if (digits_ == 0 || size_ >= too_large) return refused(Error::bad_chunk_size);
                if (c == '\r') {
                    stage_ = Stage::line_feed;
                } else if (c == ';') {
                    stage_ = Stage::extension;
                } else {
                    return refused(c == '\n' ? Error::bad_line_end : Error::bad_chunk_size);
                }
                break;
            case Stage::extension:
                if (c == '\r') {
                    stage_ = Stage::line_feed;
                } else if (is(control_char, c)) {
                    return refused(c == '\n' ? Error::bad_line_end : Error::bad_chunk_extension);
                }
                break;
            case Stage::line_feed:
                if (c != '\n') return refused(Error::bad_line_end);
                line_bytes_ = digits_ = 0;
                if (size_ == 0) {
                    stage_ = Stage::trailers;
                    trailers_ = FieldReader(*limits_, 0);
                    return read_trailers(input, at);
                }
                stage_ = Stage::data;
                continue;
            case Stage::data_end:
                if (c != '\r') return refused(Error::bad_chunk_data);
                stage_ = Stage::data_end_feed;
                continue;
            case Stage::data_end_feed:
                if (c != '\n') return refused(Error::bad_chunk_data);
                stage_ = Stage::size;
                continue;
            case Stage::data:
            case Stage::trailers: break;
        }
        if (++line_bytes_ + (stage_ == Stage::line_feed ? 1 : 2) > limits_->chunk_line_bytes) {
            return refused(Error::chunk_line_too_long);
        }
    }
    return {Event::need_data, {}, input.size(), {}};
}

ChunkedDecoder::Step ChunkedDecoder::read_trailers(std::string_view input, std::size_t at) noexcept {
    const std::string_view section = input.substr(at);
    for (;;) {
        switch (trailers_.next(section)) {
            case FieldReader::Event::field:
                if (belongs_into_head(trailers_.field().name)) return refused(Error::bad_trailer);
                break;
            case FieldReader::Event::need_data: return {Event::need_data, {}, at, {}};
            case FieldReader::Event::refused: return refused(trailers_.error());
            case FieldReader::Event::end:
                stage_ = Stage::size;
                return {Event::end, {}, at + trailers_.position(), {}};
        }
    }
}

}  // namespace fasterapi::http
