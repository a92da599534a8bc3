#pragma once

#include <string>
#include <string_view>

#include "http/error.h"
#include "http/limits.h"
#include "http/testing.h"
#include "http1/request_reader.h"

/// For tests and fuzzers alone.
namespace fasterapi::http1::testing {

/// A whole connection as text: what RequestReader tells of bytes that arrive in `pieces`. Pieces of a body
/// are joined, so that equal bytes give equal text however they are split.
inline std::string read_connection(const http::testing::Pieces& pieces, const http::Limits& limits = {}) {
    using Event = RequestReader::Event;
    RequestReader reader(limits);
    http::RequestHead head;
    http::testing::MovingInput input;
    std::string log;
    for (const std::string_view piece : pieces) {
        input.arrive(piece);
        for (;;) {
            const auto step = reader.next(input.view(), head);
            if (step.event == Event::head) {
                log.append("\n[head]\n").append(http::testing::describe(head));
                log.append(step.message_complete ? "[complete]" : "[body]");
            } else if (step.event == Event::body) {
                log.append(step.body);
            } else if (step.event == Event::end) {
                log.append("[end]");
            } else if (step.event == Event::refused) {
                return log.append("\n[refused] ").append(http::explanation_of(step.error));
            }
            input.consume(step.consumed);
            if (step.event == Event::need_data) {
                break;
            }
        }
    }
    return log.append(reader.inside_head() ? "\n[inside head]" : reader.inside_body() ? "[inside body]" : "");
}

}  // namespace fasterapi::http1::testing
