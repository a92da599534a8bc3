#pragma once

#include <optional>
#include <vector>

#include "json/member_name.h"
#include "schema/default_rule.h"
#include "schema/serializer.h"

namespace fasterapi::python::schema {

/// A place in an input: names of members and places of items, from the outside in.
using Path = std::vector<Object>;

/// A member of a record.
struct FieldRule {
    Object name;              ///< of the attribute
    Object alias;             ///< what the input calls it; the name without one
    std::vector<Path> paths;  ///< instead of the alias, where there is more to say; the first that is there
    json::MemberName written;
    json::MemberName written_by_alias;
    Object dump_alias;  ///< what the output calls it by alias
    NodePtr node;
    std::optional<Serializer> serializer;
    DefaultRule by_default;
    Py_ssize_t slot_offset = -1;  ///< where instances of the class itself keep it; negative: nobody knows
    bool is_required = true;
    bool validates_default = false;
    bool is_init = true;  ///< an input may have it
    bool is_init_only = false;
    bool is_excluded = false;

    [[nodiscard]] bool read(const Declaration& declaration, Builder& builder);
    /// The member `value` of `owner` as JSON, and as what Python has by itself.
    [[nodiscard]] bool write(PyObject* owner, PyObject* value, Writing& writing) const {
        return serializer ? serializer->write({owner, value, name.get()}, *node, writing)
                          : node->write(value, writing);
    }
    [[nodiscard]] Object dump(PyObject* owner, PyObject* value, Dumping& dumping) const {
        return serializer ? serializer->dump({owner, value, name.get()}, *node, dumping)
                          : node->dump(value, dumping);
    }

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;
};

}  // namespace fasterapi::python::schema
