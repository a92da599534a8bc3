#include "schema/record_source.h"

#include "schema/attributes.h"

namespace fasterapi::python::schema {

namespace {

/// An item or member of a value inside an input. @return empty without an exception where there is none.
Object inside(PyObject* value, PyObject* key, bool has_members) {
    Object found;
    if (PyUnicode_Check(value) == 0) {  // a str has items, which are never meant
        found = has_members || PyUnicode_Check(key) == 0 ? Object::steal(PyObject_GetItem(value, key))
                                                         : Object::steal(PyObject_GetAttr(value, key));
    }
    if (!found && PyErr_Occurred() != nullptr && PyErr_ExceptionMatches(PyExc_Exception) != 0) {
        PyErr_Clear();
    }
    return found;
}

}  // namespace

bool RecordNode::Source::find(const FieldRule& field, Found& found) const {
    if (by_alias) {
        if (field.paths.empty() && !find_name(field.alias.get(), found)) {
            return false;
        }
        for (std::size_t i = 0; i < field.paths.size() && !found.value; ++i) {
            if (!find_path(field.paths[i], found)) {
                return false;
            }
        }
    }
    const bool by_another = by_name && !found.value &&
                            (!by_alias || field.alias.get() != field.name.get() || !field.paths.empty());
    return !by_another || find_name(field.name.get(), found);
}

bool RecordNode::Source::find_name(PyObject* name, Found& found) const {
    found.value = has_members ? member_of(input, name) : attribute_of(input, name);
    if (!found.value) {
        return PyErr_Occurred() == nullptr;
    }
    found.name = name;
    found.path = nullptr;
    return note_used(name);
}

bool RecordNode::Source::find_path(const Path& path, Found& found) const {
    if (path.size() == 1) {
        return find_name(path[0].get(), found);
    }
    Object value = Object::borrow(input);
    for (std::size_t i = 0; i < path.size() && value; ++i) {
        value = i == 0 && has_members ? member_of(value.get(), path[i].get())
                                      : inside(value.get(), path[i].get(), has_members);
    }
    if (!value) {
        return PyErr_Occurred() == nullptr;
    }
    found.value = std::move(value);
    found.name = nullptr;
    found.path = &path;
    return note_used(path[0].get());
}

bool RecordNode::Source::note_used(PyObject* name) const {
    return used == nullptr || PySet_Add(used, name) == 0;
}

RecordNode::Source::Found RecordNode::Source::missing(const FieldRule& field) const {
    if (!by_alias) {
        return {.value = {}, .name = field.name.get()};
    }
    if (field.paths.empty()) {
        return {.value = {}, .name = field.alias.get()};
    }
    return {.value = {}, .name = nullptr, .path = &field.paths.front()};
}

MemberLocation::MemberLocation(const RecordNode::Source::Found& found, const Location* where)
    : first_{.outer = where, .item = found.name} {
    if (found.path == nullptr) {
        return;
    }
    rest_.reserve(found.path->size());  // they point to each other
    for (const Object& item : *found.path) {
        rest_.push_back({.outer = rest_.empty() ? where : &rest_.back(), .item = item.get()});
    }
}

}  // namespace fasterapi::python::schema
