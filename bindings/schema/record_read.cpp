// JSON straight into records.
#include "schema/model.h"
#include "schema/record.h"

namespace fasterapi::python::schema {

Object RecordNode::read(Reading& reading) const {
    if (factory_) {
        return {};  // it must not run twice for one input, and validate() would run it again
    }
    Object extra;
    if (made_as_ == MadeAs::root) {
        Object model = make_model(type());
        Object value = model ? fields_[0].node->read(reading) : Object();
        if (!value) {
            return {};
        }
        put(slots_of(model.get())[0], std::move(value));
        note_field_set(model.get(), 0);
        return complete_model(model.get(), {}) ? model : Object();
    }
    if (made_as_ == MadeAs::model) {
        Object model = make_model(type());
        const bool is_right = model && read_members(reading, slots_of(model.get()), extra);
        for (std::size_t i = 0; is_right && i < fields_.size(); ++i) {
            if (slots_of(model.get())[i] != nullptr) {
                note_field_set(model.get(), i);
            }
        }
        return is_right && complete_model(model.get(), std::move(extra)) ? model : Object();
    }
    Values values(fields_.size());
    return read_members(reading, values.begin(), extra) ? make(values.begin(), extra) : Object();
}

bool RecordNode::read_members(Reading& reading, PyObject** values, Object& extra) const {
    json::Reader& reader = reading.reader;
    if (has_paths_ || extra_node_ || reader.peek() != json::Kind::object || !reader.begin_object()) {
        return false;
    }
    if (extra_ == Extra::kept) {
        extra = Object::steal(PyDict_New());
        if (!extra) {
            return false;
        }
    }
    std::size_t expected = 0;
    json::Text name;
    bool is_expected = false;
    while (reader.next_member(table_.written(expected), is_expected, name)) {
        const std::size_t field = is_expected ? table_.take(expected) : table_.find(name.utf8, expected);
        if (field == FieldTable::nowhere) {
            if (!read_extra(reading, name, extra)) {
                return false;
            }
            continue;
        }
        Object value = fields_[field].node->read(reading);
        // Given by its alias and by its name, it is for validate() to decide.
        if (!value || (values[field] != nullptr && by_alias_ && by_name_)) {
            return false;
        }
        put(values[field], std::move(value));
    }
    if (reader.error() != json::ReadError::none) {
        return false;
    }
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (values[i] == nullptr && (fields_[i].is_required || fields_[i].validates_default)) {
            return false;
        }
    }
    return true;
}

/// A member that is no field.
bool RecordNode::read_extra(Reading& reading, const json::Text& name, const Object& extra) const {
    switch (extra_) {
        case Extra::ignored: return reading.reader.skip();
        case Extra::refused: return false;
        case Extra::kept: break;
    }
    const Object key = reading.names.str_of(name);
    const Object value = key ? decode_json(reading.reader, reading.names) : Object();
    return value && PyDict_SetItem(extra.get(), key.get(), value.get()) == 0;
}

}  // namespace fasterapi::python::schema
