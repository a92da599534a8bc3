#pragma once

#include "schema/record.h"

namespace fasterapi::python::schema {

struct RecordNode::Source {
    PyObject* input;
    bool has_members;  ///< it is a dict or another mapping; else its attributes are meant
    bool by_alias;
    bool by_name;
    PyObject* model = nullptr;  ///< is told which fields it was given
    PyObject* used = nullptr;   ///< set of the members that were found, where the others matter

    /// One field's member, and by which of its names it was found.
    struct Found {
        Object value;
        PyObject* name = nullptr;    ///< a name, or
        const Path* path = nullptr;  ///< a longer path
    };

    /// @return false with an exception set; `found` stays empty where there is no such member.
    [[nodiscard]] bool find(const FieldRule& field, Found& found) const;
    /// By which name errors call a field that is missing.
    [[nodiscard]] Found missing(const FieldRule& field) const;

private:
    [[nodiscard]] bool find_name(PyObject* name, Found& found) const;
    [[nodiscard]] bool find_path(const Path& path, Found& found) const;
    [[nodiscard]] bool note_used(PyObject* name) const;
};

/// The place of a member that was looked for by a path or a name, as long as this lives.
class MemberLocation {
public:
    MemberLocation(const RecordNode::Source::Found& found, const Location* where);

    [[nodiscard]] const Location* get() const noexcept { return rest_.empty() ? &first_ : &rest_.back(); }

private:
    Location first_;
    std::vector<Location> rest_;
};

}  // namespace fasterapi::python::schema
