// How an Execution reads the body of its request.

#include "engine.h"
#include "http/error.h"
#include "json/duplicate_key.h"
#include "json_decoder.h"
#include "module_state.h"
#include "plan/execution.h"

namespace fasterapi::python {

bool Execution::read_body() {
    if (!exchange_->disconnected() && !exchange_->finished()) {
        exchange_->want_body(engine_.limits().body_bytes);
    }
    if (exchange_->body_error()) {
        engine_.raise_http_error(http::status_of(*exchange_->body_error()),
                                 http::explanation_of(*exchange_->body_error()));
        fail(take_exception());
        return false;
    }
    if (!exchange_->body_complete()) {
        if (!exchange_->disconnected()) {
            return wait(Next::body);
        }
        engine_.raise_http_error(400, "The request ended before its body was complete");
        fail(take_exception());
        return false;
    }
    stage_ = Stage::steps;
    if (!(plan_->body() == Plan::Body::form ? inputs_.read_form(engine_) : read_json())) {
        fail(take_exception());
    }
    return false;
}

/// @return false with an exception set.
bool Execution::read_json() {
    const std::string_view text = exchange_->body();
    if (text.empty()) {
        return true;
    }
    if (!inputs_.body_is_json(plan_->strict_content_type())) {
        inputs_.keep_body_value(bytes(text));
        return static_cast<bool>(inputs_.body_value());
    }
    if (plan_->refuses_duplicate_keys()) {
        if (const auto position = json::find_duplicate_key(text)) {
            engine_.raise_json_error(text, "Duplicate key", *position, *plan_);
            return false;
        }
    }
    if (plan_->whole_body() != nullptr) {
        body_parameter_ = plan_->whole_body()->schema().read(text);
        PyErr_Clear();  // such as an integer of too many digits: the decoder says it again
        if (body_parameter_) {
            return true;
        }
    }
    return decode_body();
}

bool Execution::decode_body() {
    json::Reader reader(exchange_->body());
    Object value = decode_json(reader, engine_.state().names_seen);
    if (value && reader.finish()) {
        inputs_.keep_body_value(std::move(value));
        return true;
    }
    if (PyErr_Occurred() == nullptr) {
        engine_.raise_json_error(exchange_->body(), json::explain(reader), reader.position(), *plan_);
    } else if (PyErr_ExceptionMatches(PyExc_ValueError) != 0) {
        PyErr_Clear();
        engine_.raise_http_error(400, "There was an error parsing the body");
    }
    return false;
}

}  // namespace fasterapi::python
