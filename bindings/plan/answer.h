#pragma once

#include <cstdint>
#include <string>

#include "base/byte_buffer.h"
#include "object.h"
#include "schema/schema.h"
#include "server/exchange.h"

namespace fasterapi::python {

class Engine;
struct ModuleState;

/// How what a handler returns becomes a response, unless it is one; see fasterapi.plan.Answer.
class Answer {
public:
    /// @return false with an exception set.
    /// @param plan the declaration of the whole, which errors are told about.
    [[nodiscard]] bool read(const ModuleState& state, PyObject* plan, PyObject* declaration);

    /// Answer with what the handler returned: a Response but no StreamingResponse, or something to encode.
    /// @return false with an exception set, nothing having been sent.
    [[nodiscard]] bool respond(Engine& engine, server::Exchange& exchange, PyObject* result) const;
    /// The Response that respond() would send. `injected`, where there is one, is the Response whose status
    /// and header fields a step may have set: they count, unless the handler returned a Response itself.
    [[nodiscard]] Object make_response(Engine& engine, PyObject* result, PyObject* injected) const;

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    enum class Encoding : std::uint8_t { json, text, response_class };

    [[nodiscard]] bool write(Engine& engine, PyObject* result, ByteBuffer& content) const;
    [[nodiscard]] bool write_by_schema(Engine& engine, PyObject* result, ByteBuffer& content) const;
    [[nodiscard]] static bool write_as_it_is(Engine& engine, PyObject* result, ByteBuffer& content);
    [[nodiscard]] Object call_response_class(Engine& engine, PyObject* result, int status) const;
    [[nodiscard]] Object jsonable(Engine& engine, PyObject* result) const;
    [[nodiscard]] schema::Writing writing_to(ByteBuffer& content, bool checks) const;

    PyObject* plan_ = nullptr;  ///< borrowed from the Plan that this is part of
    Object response_class_;
    Object schema_object_;
    const schema::Schema* schema_ = nullptr;
    Object include_;
    Object exclude_;
    std::string content_type_;
    int status_ = 200;
    Encoding encoding_ = Encoding::json;
    bool by_alias_ = true;
    bool exclude_unset_ = false;
    bool exclude_defaults_ = false;
    bool exclude_none_ = false;
};

}  // namespace fasterapi::python
