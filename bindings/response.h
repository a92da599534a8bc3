#pragma once

#include <cstdint>
#include <string>

#include "base/byte_buffer.h"
#include "object.h"
#include "server/exchange.h"

namespace fasterapi::python {

class Engine;
struct ModuleState;

/// How a response class makes bytes of a handler's result.
enum class Rendering : std::uint8_t {
    json,  ///< JSONResponse.render as it is: the plan encodes without making a Response
    text,  ///< Response.render as it is: str as UTF-8, bytes, None as nothing; likewise
    own,   ///< a render() or __init__() of its own: one Response is made for each result
};
[[nodiscard]] Rendering rendering_of(const ModuleState& state, PyObject* response_class);

/// Content-Type that instances of a response class have by default; empty for none. @return false with an
/// exception set.
[[nodiscard]] bool content_type_of_class(const ModuleState& state, PyObject* response_class,
                                         std::string& content_type);

/// Response.render: append str as UTF-8, bytes-like objects as they are, nothing for None.
/// @return false with an exception set.
[[nodiscard]] bool render_text(PyObject* content, ByteBuffer& out);

/// Answer with a Response or FileResponse. @return false with an exception set, nothing having been sent.
[[nodiscard]] bool send_response(Engine& engine, server::Exchange& exchange, PyObject* response);

/// A Response of the class `type`, which is not asked, with `body`, bytes.
[[nodiscard]] Object make_plain_response(PyObject* type, const Object& body, const std::string& content_type,
                                         int status);
/// Append the header fields of another Response. @return false with an exception set.
[[nodiscard]] bool add_headers(PyObject* response, PyObject* other);

/// Send the head of a StreamingResponse. @return false with an exception set, nothing having been sent.
[[nodiscard]] bool start_response(Engine& engine, server::Exchange& exchange, PyObject* response);
/// What a StreamingResponse iterates over; borrowed.
[[nodiscard]] PyObject* body_iterator_of(PyObject* response) noexcept;
/// Send one item of it: str or bytes. @return false with an exception set.
[[nodiscard]] bool write_chunk(server::Exchange& exchange, PyObject* chunk);

/// Make Response, JSONResponse, StreamingResponse and FileResponse. @return false with an exception set.
[[nodiscard]] bool make_response_types(PyObject* module, ModuleState& state);

}  // namespace fasterapi::python
