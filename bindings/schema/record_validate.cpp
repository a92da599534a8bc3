// Records out of Python objects.
#include "schema/attributes.h"
#include "schema/model.h"
#include "schema/record.h"

namespace fasterapi::python::schema {

bool RecordNode::is_instance(PyObject* input) const {
    switch (made_as_) {
        case MadeAs::typed_dict: return false;
        case MadeAs::model: return PyType_IsSubtype(Py_TYPE(input), type()) != 0;
        case MadeAs::dataclass: return PyObject_IsInstance(input, cls_.get()) == 1;
    }
    return false;
}

Object RecordNode::validate(PyObject* input, Validation& validation, const Location* where) const {
    if (validation.mode() == Mode::python && is_instance(input)) {
        return Object::borrow(input);
    }
    const bool is_strict = validation.mode() == Mode::python && validation.is_strict(strict_);
    const bool is_taken = made_as_ == MadeAs::typed_dict
                              ? has_members(input, is_strict || validation.mode() == Mode::json)
                              : PyDict_Check(input) != 0 && (made_as_ == MadeAs::model || !is_strict);
    if (!is_taken) {
        return PyErr_Occurred() == nullptr ? fail_type(input, validation, where) : Object();
    }
    return guarded(input, validation, where, [&] { return validate_fields(input, validation, where); });
}

Object RecordNode::validate_fields(PyObject* input, Validation& validation, const Location* where) const {
    if (made_as_ == MadeAs::model) {
        return validate_model(input, validation, where);
    }
    Values values(fields_.size());
    return collect(input, values.begin(), validation, where) ? make(values.begin()) : Object();
}

Object RecordNode::validate_model(PyObject* input, Validation& validation, const Location* where) const {
    Object model = make_model(type());
    const bool is_right = model && collect(input, slots_of(model.get()), validation, where);
    return is_right && complete_model(model.get()) ? model : Object();
}

bool RecordNode::fill(PyObject* model, PyObject* keywords, Validation& validation) const {
    return collect(keywords, slots_of(model), validation, nullptr) && complete_model(model);
}

/// @return false with an exception set, or when something was wrong.
bool RecordNode::collect(PyObject* input, PyObject** values, Validation& validation,
                         const Location* where) const {
    const Py_ssize_t before = validation.mark();
    validation.add_fields_set(0);
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (!collect_field(i, input, values, validation, where)) {
            return false;
        }
    }
    if (made_as_ != MadeAs::typed_dict) {
        validation.lower_exactness(Exactness::strict);
    }
    return validation.mark() == before;
}

/// @return false with an exception set.
bool RecordNode::collect_field(std::size_t index, PyObject* input, PyObject** values, Validation& validation,
                               const Location* where) const {
    const FieldRule& field = fields_[index];
    const Location place{.outer = where, .item = field.alias.get()};
    Object member = member_of(input, field.alias.get());
    if (!member && PyErr_Occurred() != nullptr) {
        return false;
    }
    if (member) {
        validation.add_fields_set(1);
    }
    if (!member && field.validates_default && !field.is_required) {
        member = make_default(index, values);
        if (!member) {
            return false;
        }
    }
    if (member) {
        put(values[index], field.node->validate(member.get(), validation, &place));
    } else if (field.is_required) {
        validation.fail("missing", "Field required", input, &place);
    }
    return PyErr_Occurred() == nullptr;
}

Object RecordNode::fail_type(PyObject* input, Validation& validation, const Location* where) const {
    if (made_as_ == MadeAs::typed_dict) {
        return validation.fail(
            "dict_type",
            validation.in_words_of("Input should be a valid dictionary", "Input should be an object"), input,
            where);
    }
    const bool is_model = made_as_ == MadeAs::model;
    const bool is_exact = !is_model && validation.is_strict(strict_) && validation.mode() == Mode::python;
    const char* words = is_exact   ? "Input should be an instance of %U"
                        : is_model ? "Input should be a valid dictionary or instance of %U"
                                   : "Input should be a dictionary or an instance of %U";
    const Object message = validation.mode() == Mode::json
                               ? Object::steal(PyUnicode_FromString("Input should be an object"))
                               : Object::steal(PyUnicode_FromFormat(words, title_.get()));
    const Object context =
        message ? Object::steal(Py_BuildValue("{s:O}", "class_name", title_.get())) : Object();
    const char* error = is_model ? "model_type" : is_exact ? "dataclass_exact_type" : "dataclass_type";
    return context ? validation.fail(error, message, context, input, where) : Object();
}

}  // namespace fasterapi::python::schema
