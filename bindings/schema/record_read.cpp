// JSON straight into records.
#include "schema/model.h"
#include "schema/record.h"

namespace fasterapi::python::schema {

Object RecordNode::read(Reading& reading) const {
    if (made_as_ == MadeAs::model) {
        Object model = make_model(type());
        const bool is_right = model && read_members(reading, slots_of(model.get()));
        return is_right && complete_model(model.get()) ? model : Object();
    }
    Values values(fields_.size());
    return read_members(reading, values.begin()) ? make(values.begin()) : Object();
}

bool RecordNode::read_members(Reading& reading, PyObject** values) const {
    json::Reader& reader = reading.reader;
    // By two names at once, or with members that are kept or refused, validate() decides.
    if (extra_ != Extra::ignored || (by_alias_ && by_name_) || reader.peek() != json::Kind::object ||
        !reader.begin_object()) {
        return false;
    }
    std::size_t expected = 0;
    json::Text name;
    while (reader.next_member(name)) {
        const std::size_t field = table_.find(name.utf8, expected);
        if (field == FieldTable::nowhere) {
            if (!reader.skip()) {
                return false;
            }
            continue;
        }
        Object value = fields_[field].node->read(reading);
        if (!value) {
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

}  // namespace fasterapi::python::schema
