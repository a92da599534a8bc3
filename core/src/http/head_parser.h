#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "http/error.h"
#include "http/field_reader.h"
#include "http/limits.h"
#include "http/line_scanner.h"
#include "http/request_head.h"

namespace fasterapi::http {

/// Parses and checks the head of an HTTP/1.x request (RFC 9112 2, 3, 5) in one pass, however its bytes are
/// split. What is wrong is told as soon as the line that shows it is there, or earlier.
class HeadParser {
public:
    enum class Event : std::uint8_t { need_data, complete, refused };
    struct Step {
        Event event = Event::need_data;
        Error error{};
        std::size_t consumed = 0;  ///< the whole head, or empty lines before it (RFC 9112 2.2)
    };

    explicit HeadParser(const Limits& limits) noexcept : limits_(&limits) {}

    /// Read on in `input`, which begins with the first byte not consumed; bytes seen before may have moved.
    /// `head` is the same object in all calls of one head; its views point into `input`. Ready for the next
    /// head once complete; not to be called again once refused.
    [[nodiscard]] Step next(std::string_view input, RequestHead& head) noexcept;

    /// The first byte of a head was seen, but not all of it.
    [[nodiscard]] bool started() const noexcept { return stage_ != Stage::before; }

private:
    enum class Stage : std::uint8_t { before, request_line, fields };

    [[nodiscard]] Step skip_empty_lines(std::string_view input) noexcept;
    [[nodiscard]] Step read_request_line(std::string_view input, RequestHead& head) noexcept;
    [[nodiscard]] Step read_fields(std::string_view input, RequestHead& head) noexcept;
    [[nodiscard]] std::optional<Error> apply(const HeaderField& field, RequestHead& head) noexcept;
    [[nodiscard]] std::optional<Error> finish(RequestHead& head) const noexcept;

    const Limits* limits_;
    const char* base_ = nullptr;  ///< where the views of the head point
    LineScanner request_line_;
    FieldReader fields_;
    Stage stage_ = Stage::before;
    std::uint8_t empty_lines_ = 0;
    bool has_host_ = false;
    bool has_close_ = false;
    bool expects_continue_ = false;
};

}  // namespace fasterapi::http
