#include "schema/schema.h"

#include "module_state.h"

namespace fasterapi::python::schema {

bool Schema::build(PyObject* declaration) {
    Builder builder(state_);
    root_ = builder.build(declaration);
    reads_ = !builder.runs_code();
    return root_ && builder.resolve();
}

Object Schema::validate(PyObject* input, Mode mode, std::optional<bool> strict, const Location* where,
                        Object& errors) const {
    Validation validation(state_, mode, strict);
    Object value = root_->validate(input, validation, where);
    if (!value) {
        errors = validation.take_errors();
    }
    return value;
}

Object Schema::validate_json(std::string_view text, std::optional<bool> strict, const Location* where,
                             Object& errors) const {
    json::Reader quick(text);
    Reading reading{quick, state_.names_seen, state_, strict};
    Object value = reads_ ? root_->read(reading) : Object();
    if ((value && quick.finish()) || PyErr_Occurred() != nullptr) {
        return PyErr_Occurred() == nullptr ? value : Object();
    }
    json::Reader reader(text);
    const Object input = decode_json(reader, state_.names_seen);
    if (input && reader.finish()) {
        return validate(input.get(), Mode::json, strict, where, errors);
    }
    if (PyErr_Occurred() != nullptr) {
        return {};
    }
    const Object reason = Object::steal(PyUnicode_FromString(json::explain(reader).c_str()));
    const Object message =
        reason ? Object::steal(PyUnicode_FromFormat("Invalid JSON: %U", reason.get())) : Object();
    const Object context = message ? Object::steal(Py_BuildValue("{s:O}", "error", reason.get())) : Object();
    const Object shown = context ? utf8_lossy(text) : Object();
    if (shown) {
        Validation validation(state_, Mode::json, strict);
        validation.fail("json_invalid", message, context, shown.get(), where);
        errors = validation.take_errors();
    }
    return {};
}

bool Schema::write(PyObject* value, Writing& writing) const {
    const std::size_t before = writing.out.size();
    const bool written = root_->write(value, writing);
    if (!written) {
        writing.out.truncate(before);
    }
    return written;
}

}  // namespace fasterapi::python::schema
