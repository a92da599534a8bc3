#include "schema/schema.h"

#include <algorithm>

#include "module_state.h"
#include "schema/model.h"
#include "schema/record.h"

namespace fasterapi::python::schema {

namespace {

bool is_ascii(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

}  // namespace

bool Schema::build(PyObject* declaration) {
    Builder builder(state_);
    declaration_ = Object::borrow(declaration);
    root_ = builder.build(declaration);
    runs_code_ = builder.runs_code();
    models_ = builder.take_models();
    record_ = root_ ? root_->record() : nullptr;
    return root_ && builder.resolve();
}

Object Schema::title() const {
    if (PyErr_Occurred() != nullptr) {
        return {};  // nothing of the schema is to be told
    }
    if (record_ != nullptr) {
        return record_->title();
    }
    const Object module = Object::steal(PyImport_ImportModule("fasterapi.schema.labels"));
    return module ? Object::steal(PyObject_CallMethod(module.get(), "label_of", "O", declaration_.get()))
                  : Object();
}

bool Schema::initialize(PyObject* model, PyObject* argument, PyObject* keywords) const {
    Validation validation(state_, Mode::python, std::nullopt);
    validation.give_instance(model);
    PyObject* const input = record_->is_root() ? argument : keywords;
    const bool is_right = input != nullptr ? static_cast<bool>(root_->validate(input, validation, nullptr))
                                           : record_->fill_root(model, nullptr, validation, nullptr);
    if (is_right) {
        return true;
    }
    raise_errors(validation.take_errors(), title());
    return false;
}

bool Schema::may_read() const {
    const Reads known = reads_.load(std::memory_order_relaxed);
    if (known != Reads::unknown) {
        return known == Reads::yes;
    }
    bool runs_code = false;
    std::vector<const Schema*> seen{this};
    for (std::size_t i = 0; i < seen.size() && !runs_code; ++i) {
        runs_code = seen[i]->runs_code_;
        for (PyTypeObject* type : seen[i]->models_) {
            const Schema* model = model_class(type).compiled;
            if (model == nullptr) {
                return false;  // for now
            }
            if (std::find(seen.begin(), seen.end(), model) == seen.end()) {
                seen.push_back(model);
            }
        }
    }
    reads_.store(runs_code ? Reads::no : Reads::yes, std::memory_order_relaxed);
    return !runs_code;
}

Object Schema::validate(PyObject* input, Mode mode, const Asked& asked, const Location* where,
                        Object& errors) const {
    Validation validation(state_, mode, asked);
    Object value = root_->validate(input, validation, where);
    if (!value) {
        errors = validation.take_errors();
    }
    return value;
}

Object Schema::read(std::string_view text, std::optional<bool> strict) const {
    json::Reader reader(text);
    Reading reading{reader, state_.names_seen, state_, strict};
    Object value = may_read() ? root_->read(reading) : Object();
    return value && reader.finish() && PyErr_Occurred() == nullptr ? value : Object();
}

Object Schema::read_text(std::string_view text, bool is_latin1) const {
    const bool is_utf8 = !is_latin1 || is_ascii(text);
    return is_utf8 && may_read() ? root_->read_text(text) : Object();
}

Object Schema::validate_json(std::string_view text, const Asked& asked, const Location* where,
                             Object& errors) const {
    // Fields are read by the names that their records say.
    Object value = asked.by_alias || asked.by_name ? Object() : read(text, asked.strict);
    if (value || PyErr_Occurred() != nullptr) {
        return value;
    }
    json::Reader reader(text);
    const Object input = decode_json(reader, state_.names_seen);
    if (input && reader.finish()) {
        return validate(input.get(), Mode::json, asked, where, errors);
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
        Validation validation(state_, Mode::json, asked);
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
