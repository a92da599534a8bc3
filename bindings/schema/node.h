#pragma once

#include <cstdint>
#include <memory>
#include <optional>

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
    /// What the caller of validate_json() said; read() itself converts nothing, strict or not.
    std::optional<bool> strict{};
};

/// What JSON has, more finely than json::Kind: a number without fraction and exponent is for an int.
enum class JsonKind : std::uint8_t { null, boolean, integer, fraction, string, array, object };

/// What of an object leaves, and how it is called: what model_dump() can be told.
struct Choice {
    PyObject* include = nullptr;   ///< of the value at hand, see Selection
    PyObject* exclude = nullptr;   ///< likewise
    std::optional<bool> by_alias;  ///< empty: what the record says
    bool exclude_unset = false;
    bool exclude_defaults = false;
    bool exclude_none = false;
    bool checks = false;  ///< nobody has validated the value: a bool is no int, though Python thinks so
    /// For a member of a union: values that are only like those of its type are for other members.
    bool is_choosing = false;
    int depth = 0;  ///< of records inside each other
};

/// Objects being written as JSON.
struct Writing : Choice {
    ByteBuffer& out;
};

/// Objects being taken apart into what Python has by itself.
struct Dumping : Choice {};

class RecordNode;

/// A type, compiled. Immutable once built, so that threads may share it.
///
/// There are two ways in. read() takes JSON that is right as it stands, in one pass, and nothing else: it
/// gives up at whatever would have to be converted or is wrong. The text is then decoded as a whole, and
/// validate(), which knows every conversion and every error, has the last word. So the fast way has no errors
/// to collect, and no second opinion.
class Node {
public:
    /// How well an input of some kind fits at most.
    enum class Taking : std::uint8_t {
        never,  ///< not even in lax mode
        lax,    ///< the three of Exactness
        strict,
        exact,
        unknown,  ///< nobody said
    };
    /// Whether a value is one of the node's type, as far as its own type tells.
    enum class Suits : std::uint8_t { no, perhaps, yes };

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
    /// The value that a text stands for: of a path, a query, a header field. As with read(), only where it
    /// plainly does; `text` should be UTF-8. @return empty, without an exception, where validate() decides.
    [[nodiscard]] virtual Object read_text(std::string_view /*text*/) const { return {}; }
    /// What a union decides by before it reads. What read() makes of JSON of a kind that is neither array nor
    /// object fits exactly so well as is said here.
    [[nodiscard]] virtual Taking taking(JsonKind /*kind*/) const { return Taking::unknown; }
    /// What read() gives up is wrong: validate() would say the same.
    [[nodiscard]] virtual bool reads_all(JsonKind /*kind*/) const { return false; }
    /// What a union decides by before it writes.
    [[nodiscard]] virtual Suits suits(PyObject* /*value*/) const { return Suits::perhaps; }
    /// Append `value`, which the type should have. @return false with an exception set: TypeError
    /// where it has another.
    [[nodiscard]] virtual bool write(PyObject* value, Writing& writing) const = 0;
    /// `value` with a dict in the place of every record in it; itself if it has none. Empty with an exception
    /// set.
    [[nodiscard]] virtual Object dump(PyObject* value, Dumping& dumping) const;
    /// Append `value` as a member's name: where it is a dict's key. @return false with an exception set.
    [[nodiscard]] virtual bool write_name(PyObject* value, Writing& writing) const;
    /// Whether write() gives of anything what it would give of the validated value, or fails: then there is
    /// no need to validate what is going to be written.
    [[nodiscard]] virtual bool write_validates() const noexcept { return false; }

    /// The same of write_name().
    [[nodiscard]] virtual bool write_name_validates() const noexcept { return false; }

    /// The record that makes the values, for one that is inside of functions, too; nullptr: there is none.
    [[nodiscard]] virtual const RecordNode* record() const noexcept { return nullptr; }

    virtual int traverse(visitproc /*visit*/, void* /*arg*/) const { return 0; }
    virtual void clear() noexcept {}
};

inline Object Node::dump(PyObject* value, Dumping& /*dumping*/) const {
    return Object::borrow(value);
}

using NodePtr = std::unique_ptr<Node>;

}  // namespace fasterapi::python::schema
