#pragma once

#include <memory>

#include "base/byte_buffer.h"
#include "json/reader.h"
#include "json_decoder.h"
#include "object.h"
#include "schema/validation.h"

namespace fasterapi::python::schema {

/// JSON being read straight into objects.
struct Reading {
    json::Reader& reader;
    NameCache& names;
    ModuleState& state;
};

/// Objects being written as JSON: what model_dump_json() can be told.
struct Writing {
    ByteBuffer& out;
    bool by_alias = true;
    bool exclude_none = false;
    int depth = 0;  ///< of records inside each other
};

/// A type, compiled. Immutable once built, so that threads may share it.
///
/// There are two ways in. read() takes JSON that is right as it stands, in one pass, and nothing else: it
/// gives up at whatever would have to be converted or is wrong. The text is then decoded as a whole, and
/// validate(), which knows every conversion and every error, has the last word. So the fast way has no errors
/// to collect, and no second opinion.
class Node {
public:
    Node() = default;
    virtual ~Node() = default;
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;

    /// The value that comes next. @return empty where it is not plainly right, without an exception (the
    /// reader stands anywhere then), or with one where memory ran out.
    [[nodiscard]] virtual Object read(Reading& reading) const = 0;
    /// The value that `input` stands for. @return empty after noting what is wrong with it, or with an
    /// exception set that is nobody's fault but the program's.
    [[nodiscard]] virtual Object validate(PyObject* input, Validation& validation,
                                          const Location* where) const = 0;
    /// Append `value`, which the type should have. @return false with an exception set.
    [[nodiscard]] virtual bool write(PyObject* value, Writing& writing) const = 0;

    virtual int traverse(visitproc /*visit*/, void* /*arg*/) const { return 0; }
    virtual void clear() noexcept {}
};

using NodePtr = std::unique_ptr<Node>;

}  // namespace fasterapi::python::schema
