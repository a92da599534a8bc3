#include "http/head_parser.h"

#include "http/ascii.h"
#include "http/authority.h"
#include "http/body_framing.h"
#include "http/request_line.h"
#include "http/token_list.h"

namespace fasterapi::http {

namespace {

// RFC 9112 2.2 asks for one; clients that end a POST body with a CRLF too many send one or two.
constexpr std::uint8_t most_empty_lines = 4;

HeadParser::Step refused(Error error) noexcept {
    return {HeadParser::Event::refused, error, 0};
}

}  // namespace

HeadParser::Step HeadParser::next(std::string_view input, RequestHead& head) noexcept {
    std::size_t skipped = 0;
    if (stage_ == Stage::before) {
        const Step step = skip_empty_lines(input);
        if (stage_ == Stage::before) {
            return step;
        }
        skipped = step.consumed;
        input.remove_prefix(skipped);
        head.clear();
    } else if (stage_ == Stage::fields && input.data() != base_) {
        head.rebase(base_, input.data(), fields_.position());
    }
    base_ = input.data();

    Step step = stage_ == Stage::request_line ? read_request_line(input, head) : read_fields(input, head);
    step.consumed += skipped;
    return step;
}

HeadParser::Step HeadParser::skip_empty_lines(std::string_view input) noexcept {
    std::size_t at = 0;
    while (at < input.size()) {
        if (input[at] == '\n') {
            return refused(Error::bad_line_end);
        }
        if (input[at] != '\r') {
            stage_ = Stage::request_line;
            request_line_ = LineScanner();
            break;
        }
        if (at + 1 == input.size()) {
            break;
        }
        if (input[at + 1] != '\n') {
            return refused(Error::bad_line_end);
        }
        if (empty_lines_ == most_empty_lines) {
            return refused(Error::bad_request_line);
        }
        ++empty_lines_;
        at += 2;
    }
    return {Event::need_data, {}, at};
}

HeadParser::Step HeadParser::read_request_line(std::string_view input, RequestHead& head) noexcept {
    switch (request_line_.scan(input, limits_->request_line_bytes)) {
        case LineScanner::Found::line: break;
        case LineScanner::Found::need_data: return {};
        case LineScanner::Found::too_long: return refused(Error::request_line_too_long);
        case LineScanner::Found::bad_line_end: return refused(Error::bad_line_end);
        case LineScanner::Found::control_character: return refused(Error::bad_request_line);
    }
    if (const auto error = parse_request_line(request_line_.text(input), head)) {
        return refused(*error);
    }
    request_line_.advance();
    fields_ = FieldReader(*limits_, request_line_.begin());
    stage_ = Stage::fields;
    has_host_ = has_close_ = expects_continue_ = false;
    return read_fields(input, head);
}

HeadParser::Step HeadParser::read_fields(std::string_view input, RequestHead& head) noexcept {
    for (;;) {
        switch (fields_.next(input)) {
            case FieldReader::Event::field:
                head.headers.append(fields_.field());
                if (const auto error = apply(fields_.field(), head)) {
                    return refused(*error);
                }
                break;
            case FieldReader::Event::need_data: return {};
            case FieldReader::Event::refused: return refused(fields_.error());
            case FieldReader::Event::end:
                if (const auto error = finish(head)) {
                    return refused(*error);
                }
                stage_ = Stage::before;
                empty_lines_ = 0;
                return {Event::complete, {}, fields_.position()};
        }
    }
}

std::optional<Error> HeadParser::apply(const HeaderField& field, RequestHead& head) noexcept {
    const std::string_view name = field.name;
    switch (name.size()) {
        case 4:
            if (is_lower_case_of("host", name)) {
                if (has_host_) return Error::repeated_host;
                if (!parse_authority(field.value)) return Error::bad_host;
                has_host_ = true;
                if (head.authority.empty()) head.authority = field.value;
            }
            break;
        case 6:
            // A 1.0 client cannot mean it (RFC 9110 10.1.1).
            if (is_lower_case_of("expect", name) && head.version != Version::http_1_0) {
                if (!is_lower_case_of("100-continue", field.value)) return Error::unsupported_expectation;
                expects_continue_ = true;
            }
            break;
        case 10:
            if (is_lower_case_of("connection", name)) {
                for_each_element(field.value, [&](std::string_view option) {
                    if (is_lower_case_of("close", option)) {
                        has_close_ = true;
                    } else if (is_lower_case_of("keep-alive", option)) {
                        head.keep_alive = true;
                    }
                    return true;
                });
            }
            break;
        case 14:
            if (is_lower_case_of("content-length", name)) return apply_content_length(head, field.value);
            break;
        case 17:
            if (is_lower_case_of("transfer-encoding", name))
                return apply_transfer_encoding(head, field.value);
            break;
        default: break;
    }
    return std::nullopt;
}

std::optional<Error> HeadParser::finish(RequestHead& head) const noexcept {
    if (!has_host_ && head.version != Version::http_1_0) {
        return Error::missing_host;
    }
    if (has_close_) {
        head.keep_alive = false;
    }
    head.expects_continue =
        expects_continue_ && (head.framing == Framing::chunked || head.content_length > 0);
    return std::nullopt;
}

}  // namespace fasterapi::http
